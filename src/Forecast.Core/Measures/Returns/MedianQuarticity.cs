namespace Forecast.Core.Measures;

/// <summary>
/// MedRQ: integrated quarticity without jumps. <code>MedRQ = 3π / (9π + 72 − 52√3) · n² / (n − 2) · Σ med(|r_{i−1}|, |r_i|, |r_{i+1}|)⁴</code>
/// <para>Units: variance squared, per window squared. Domain: undefined where fewer than half of the returns or not one triple of neighbours is there.</para>
/// <para>Conventions: that of highfrequency has N² / (N − 2), and a zero before the first return.</para>
/// <para>Reference: Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169, eq. 8.</para>
/// </summary>
/// <param name="convention">How returns are counted.</param>
public struct MedianQuarticity(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = 3 * Math.PI / ((9 * Math.PI) + 72 - (52 * Math.Sqrt(3)));
    private Neighbours _neighbours = new(isMedian: true, isFourth: true, convention);

    public void Add(double r, bool isJoined) => _neighbours.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _neighbours.Returns(count) * _neighbours.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new MedianQuarticity(convention), returns);
}
