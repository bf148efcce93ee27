namespace Forecast.Core.Measures;

/// <summary>
/// Quadpower quarticity: integrated quarticity without jumps. <code>QPQ = n (π²/4) Σ |r_i| |r_{i−1}| |r_{i−2}| |r_{i−3}|</code>
/// <para>Units: variance squared, per window squared. Domain: undefined where fewer than half of the returns or not one quadruple of neighbours is there.</para>
/// <para>Conventions: the finite-sample form has n² / (n − 3) for n, that of highfrequency N² / (N − 3).</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, section 2; Andersen, Dobrev and Schaumburg (2012), Journal of Econometrics 169.</para>
/// </summary>
/// <param name="convention">How returns and quadruples are counted.</param>
public struct QuadpowerQuarticity(MeasureConvention convention) : IReturnMeasure
{
    private Multipower _products = new(4, 1, convention);

    public void Add(double r, bool isJoined) => _products.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Math.PI * Math.PI / 4 * _products.Returns(count) * _products.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new QuadpowerQuarticity(convention), returns);
}
