using MathNet.Numerics.Distributions;

namespace Forecast.Core.Measures;

/// <summary>
/// Whether a window's realised variance has a jump in it: statistics that are standard normal where it has none.
/// <code>
/// linear      z = (RV − BV) / √(θ TQ / n)
/// ratio       z = (1 − BV / RV) / √(θ / n · max(1, TQ / BV²)),   θ = π²/4 + π − 5
/// </code>
/// TQ is tripower quarticity. The ratio has the better size in small samples.
/// <para>Domain: variances not negative; undefined where the price did not move, the linear one also where TQ is 0 (no three neighbouring returns differ from 0).</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2006), Journal of Financial Econometrics 4, theorem 1; Huang and Tauchen (2005), Journal of Financial Econometrics 3, eq. 10.</para>
/// </summary>
public static class JumpTest
{
    /// <summary>Probability of seeing a jump where there is none, as in Andersen, Bollerslev and Diebold (2007), Review of Economics and Statistics 89.</summary>
    public const double Significance = 0.001;

    /// <summary>The ratio's value above which a window has a jump: the normal quantile of 1 − <see cref="Significance"/>.</summary>
    public static readonly double Critical = Normal.InvCDF(0, 1, 1 - Significance);

    /// <summary>The jump part of a variance whose ratio statistic is <paramref name="ratio"/>: max(RV − BV, 0) where that is above <see cref="Critical"/>, else 0, also where either is absent.</summary>
    public static double Jump(double variance, double bipower, double? ratio) => ratio > Critical && bipower < variance ? variance - bipower : 0;

    private const double Theta = (Math.PI * Math.PI / 4) + Math.PI - 5;

    /// <summary>The linear statistic of a window of <paramref name="n"/> returns.</summary>
    public static double? Linear(double variance, double bipower, double tripowerQuarticity, int n) =>
        tripowerQuarticity > 0 ? (variance - bipower) / Math.Sqrt(Theta * tripowerQuarticity / n) : null;

    /// <summary>The ratio statistic of a window of <paramref name="n"/> returns.</summary>
    public static double? Ratio(double variance, double bipower, double tripowerQuarticity, int n) =>
        variance > 0 ? (1 - (bipower / variance)) / Math.Sqrt(Theta / n * Math.Max(1, bipower > 0 ? tripowerQuarticity / (bipower * bipower) : 1)) : null;
}
