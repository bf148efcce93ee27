namespace Forecast.Core.Measures;

/// <summary>
/// Tripower variation: robust to jumps in two neighbouring returns, at some loss of efficiency. <code>TPV = μ_{2/3}^{−3} Σ |r_i|^{2/3} |r_{i−1}|^{2/3} |r_{i−2}|^{2/3},   μ_q = E|u|^q</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns or not one triple of neighbours is there.</para>
/// <para>Conventions: the finite-sample form has the factor n / (n − 2), that of highfrequency N / (N − 2).</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2006), Journal of Financial Econometrics 4, section 2.</para>
/// </summary>
/// <param name="convention">How triples are counted.</param>
public struct TripowerVariation(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.Pow(Multipower.Moment(2.0 / 3), -3);
    private Multipower _products = new(3, 2.0 / 3, convention);

    public void Add(double r, bool isJoined) => _products.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _products.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new TripowerVariation(convention), returns);
}
