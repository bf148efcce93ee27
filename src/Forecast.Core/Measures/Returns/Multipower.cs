namespace Forecast.Core.Measures;

/// <summary>
/// Sums of products of neighbouring absolute returns. <code>Σ |r_i|^q |r_{i−1}|^q … |r_{i−m+1}|^q</code>
/// and the factor that makes an estimate of them where some products are missing: they are taken to be like those that are there.
/// <para>Reference: Barndorff-Nielsen and Shephard (2004), Journal of Financial Econometrics 2, section 2.</para>
/// </summary>
/// <param name="factors">m, two to four.</param>
/// <param name="power">q.</param>
/// <param name="convention">How terms are counted.</param>
internal struct Multipower(int factors, double power, MeasureConvention convention)
{
    private ReturnRun _run = new(convention);
    private double _sum;
    private int _terms;

    public void Add(double r, bool isJoined)
    {
        _run.Add(power == 1 ? r : Math.Pow(Math.Abs(r), power), isJoined);
        if (_run.Length < factors) return;
        var product = _run.Last * _run.Second;
        if (factors > 2) product *= _run.Third;
        if (factors > 3) product *= _run.Fourth;
        _sum += product;
        _terms++;
    }

    /// <summary>
    /// The sum as a whole window would have it: of n − m + 1 products (textbook), of n (finite sample), or of N (highfrequency). Null where not one product is there.
    /// </summary>
    public readonly double? Sum(WindowCount count)
    {
        if (!count.HalfThere || _terms == 0) return null;
        double whole = convention switch
        {
            MeasureConvention.Textbook => count.Expected - factors + 1,
            MeasureConvention.FiniteSample => count.Expected,
            _ => count.Expected + 1,
        };
        return whole == _terms ? _sum : _sum * (whole / _terms);
    }

    /// <summary>Returns of the window as the convention counts them: n, or N = n + 1.</summary>
    public readonly int Returns(WindowCount count) => convention == MeasureConvention.HighFrequency ? count.Expected + 1 : count.Expected;

    /// <summary>E|u|^q of a standard normal u: 2^{q/2} Γ((q + 1)/2) / Γ(1/2).</summary>
    public static double Moment(double q) => Math.Pow(2, q / 2) * MathNet.Numerics.SpecialFunctions.Gamma((q + 1) / 2) / Math.Sqrt(Math.PI);
}
