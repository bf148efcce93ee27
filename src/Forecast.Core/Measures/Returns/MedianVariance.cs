namespace Forecast.Core.Measures;

/// <summary>
/// MedRV: realised variance without jumps, and less moved by zero returns than multipower sums. <code>MedRV = π / (6 − 4√3 + π) · n / (n − 2) · Σ med(|r_{i−1}|, |r_i|, |r_{i+1}|)²</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns or not one triple of neighbours is there.</para>
/// <para>Conventions: that of highfrequency has N / (N − 2), and a zero before the first return.</para>
/// <para>Reference: Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169, eq. 6.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct MedianVariance(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.PI / (6 - (4 * Math.Sqrt(3)) + Math.PI);
    private Neighbours _neighbours = new(isMedian: true, isFourth: false, convention);

    public void Add(double r, bool isJoined) => _neighbours.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _neighbours.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new MedianVariance(convention), returns);
}
