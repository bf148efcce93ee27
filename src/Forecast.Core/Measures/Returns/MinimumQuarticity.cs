namespace Forecast.Core.Measures;

/// <summary>
/// MinRQ: integrated quarticity without jumps, from the smaller of two neighbours. <code>MinRQ = π / (3π − 8) · n² / (n − 1) · Σ min(|r_i|, |r_{i+1}|)⁴</code>
/// <para>Units: variance squared, per window squared. Domain: undefined where fewer than half of the returns or not one pair of neighbours is there.</para>
/// <para>Conventions: that of highfrequency has N² / (N − 1), and a zero before the first return.</para>
/// <para>Reference: Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169, eq. 7.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct MinimumQuarticity(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.PI / ((3 * Math.PI) - 8);
    private Neighbours _neighbours = new(isMedian: false, isFourth: true, convention);

    public void Add(double r, bool isJoined) => _neighbours.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _neighbours.Returns(count) * _neighbours.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new MinimumQuarticity(convention), returns);
}
