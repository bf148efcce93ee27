namespace Forecast.Core.Measures;

/// <summary>
/// Tripower quarticity: integrated quarticity without jumps. <code>TPQ = n μ_{4/3}^{−3} Σ |r_i|^{4/3} |r_{i−1}|^{4/3} |r_{i−2}|^{4/3},   μ_q = E|u|^q</code>
/// <para>Units: variance squared, per window squared. Domain: undefined where fewer than half of the returns or not one triple of neighbours is there.</para>
/// <para>Conventions: the finite-sample form has n² / (n − 2) for n, that of highfrequency N² / (N − 2).</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, eq. 12; Huang and Tauchen (2005), Journal of Financial Econometrics 3, eq. 8.</para>
/// </summary>
/// <param name="convention">How returns and triples are counted.</param>
public struct TripowerQuarticity(MeasureConvention convention) : IReturnMeasure
{
    private static readonly double Factor = Math.Pow(Multipower.Moment(4.0 / 3), -3);
    private Multipower _products = new(3, 4.0 / 3, convention);

    public void Add(double r, bool isJoined) => _products.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Factor * _products.Returns(count) * _products.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new TripowerQuarticity(convention), returns);
}
