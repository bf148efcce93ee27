namespace Forecast.Core.Measures;

/// <summary>
/// MinRV: realised variance without jumps, from the smaller of two neighbours. <code>MinRV = π / (π − 2) · n / (n − 1) · Σ min(|r_i|, |r_{i+1}|)²</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns or not one pair of neighbours is there.</para>
/// <para>Conventions: that of highfrequency has N / (N − 1), and a zero before the first return.</para>
/// <para>Reference: Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169, eq. 5.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct MinimumVariance(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.PI / (Math.PI - 2);
    private Neighbours _neighbours = new(isMedian: false, isFourth: false, convention);

    public void Add(double r, bool isJoined) => _neighbours.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _neighbours.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new MinimumVariance(convention), returns);
}
