namespace Forecast.Core.Measures;

/// <summary>
/// Quadpower variation: robust to jumps in three neighbouring returns. <code>QPV = μ_{1/2}^{−4} Σ √(|r_i| |r_{i−1}| |r_{i−2}| |r_{i−3}|),   μ_q = E|u|^q</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns or not one quadruple of neighbours is there.</para>
/// <para>Conventions: the finite-sample form has the factor n / (n − 3), that of highfrequency N / (N − 3).</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, section 2.</para>
/// </summary>
/// <param name="convention">How quadruples are counted.</param>
public struct QuadpowerVariation(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.Pow(Multipower.Moment(0.5), -4);
    private Multipower _products = new(4, 0.5, convention);

    public void Add(double r, bool isJoined) => _products.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _products.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new QuadpowerVariation(convention), returns);
}
