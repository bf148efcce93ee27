namespace Forecast.Core.Measures;

/// <summary>
/// Bipower variation, which a single jump does not move. <code>BV = (π/2) Σ |r_i| |r_{i−1}|</code>
/// <para>Units: variance over the window. Domain: undefined where fewer than half of the returns or not one pair of neighbours is there; pairs that are missing are taken to be
/// like the others.</para>
/// <para>Conventions: the finite-sample form has the factor n / (n − 1); that of highfrequency is the textbook's.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, eq. 7.</para>
/// </summary>
/// <param name="convention">How pairs are counted.</param>
public struct BipowerVariation(MeasureConvention convention = MeasureConvention.Textbook) : IReturnMeasure
{
    private Multipower _products = new(2, 1, convention == MeasureConvention.HighFrequency ? MeasureConvention.Textbook : convention);

    public BipowerVariation()
        : this(MeasureConvention.Textbook)
    {
    }

    public void Add(double r, bool isJoined) => _products.Add(r, isJoined);

    public readonly double? Value(WindowCount count) => Math.PI / 2 * _products.Sum(count);

    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => ReturnMeasure.Of(new BipowerVariation(convention), returns);
}
