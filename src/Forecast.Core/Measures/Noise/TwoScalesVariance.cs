using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Two-scales realised variance: the averaged realised variance of a slow scale, relieved of the noise that a fast scale shows, with the finite-sample correction.
/// <code>
/// TSRV = (1 − n_K / n_J)⁻¹ ([X, X]^K − (n_K / n_J) [X, X]^J),   [X, X]^K = (1/K) Σ_i (X_{i + K} − X_i)²,   n_K = (n − K + 1) / K
/// </code>
/// K by rule: (12 ω⁴ / IV²)^{1/3} n^{2/3}, rounded and at least 2, with ω² and IV as for <see cref="KernelBandwidth"/>.
/// <para>Conventions: n is the number of returns; highfrequency counts prices.</para>
/// <para>Units: variance over the window. Shapes: n returns between successive prices, oldest first. Domain: 1 ≤ J &lt; K; undefined where n ≤ K. It can be below 0.</para>
/// <para>Reference: Zhang, Mykland and Aït-Sahalia (2005), Journal of the American Statistical Association 100, eqs. 55, 58 and 64.</para>
/// </summary>
public static class TwoScalesVariance
{
    /// <summary>With K by rule and J = 1.</summary>
    public static double? Of(ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) => Of(returns, SlowScale(returns), 1, convention);

    public static double? Of(ReadOnlySpan<double> returns, int slow, int fast = 1, MeasureConvention convention = MeasureConvention.Textbook)
    {
        Validate(slow, fast);
        if (returns.Length <= slow) return null;
        var log = LogPrices.From(returns);
        var n = returns.Length + (convention == MeasureConvention.HighFrequency ? 1 : 0);
        return Combine(n, slow, LogPrices.SquaredSteps(log, slow) / slow, fast, Guard.Finite(LogPrices.SquaredSteps(log, fast), "the sum of squared returns") / fast);
    }

    /// <summary>K by rule.</summary>
    public static int SlowScale(ReadOnlySpan<double> returns) => Math.Max(2, KernelBandwidth.Rule(returns, KernelFunction.Bartlett));

    internal static void Validate(int slow, int fast)
    {
        Guard.AtLeast(fast, 1);
        Guard.AtLeast(slow, fast + 1);
    }

    /// <summary>How many returns of <paramref name="step"/> prices there are to a grid, on average.</summary>
    internal static double PerGrid(int n, int step) => (n - step + 1.0) / step;

    internal static double Combine(int n, int slow, double slowVariance, int fast, double fastVariance)
    {
        var ratio = PerGrid(n, slow) / PerGrid(n, fast);
        return (slowVariance - (ratio * fastVariance)) / (1 - ratio);
    }
}
