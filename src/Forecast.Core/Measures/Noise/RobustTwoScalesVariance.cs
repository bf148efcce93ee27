using Forecast.Core.Numerics;
using MathNet.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Two-scales realised variance that jumps do not move: returns whose square is far above what diffusion and noise explain are left out.
/// <code>
/// RTSRV = (1 − n_K / n_J)⁻¹ ({X, X}^K − (n_K / n_J) {X, X}^J),   {X, X}^K = (c / K) Σ_i (X_{i + K} − X_i)² I_i / mean(I)
/// I_i = 1 where (X_{i + K} − X_i)² ≤ η (IV (t_{i + K} − t_i) / (t_n − t_0) + 2ω²)
/// </code>
/// IV is the estimate itself, found by repetition from the two-scales variance until it stays (at most 100 times); ω² = max(0, ([X, X]^J − TSRV) / (2 n_J)).
/// <para>Conventions: the textbook's c = F₁(η) / F₃(η), F_d the distribution function of χ² with d degrees of freedom, makes the mean of the squares that are kept right; n counts
/// returns. highfrequency has c = 1 / F₃(η), 0.3 % more at η = 9, and n counts prices.</para>
/// <para>Units: variance over the window; times in Unix microseconds. Shapes: n returns, n + 1 times of prices, oldest first. Domain: times that do not fall, 1 ≤ J &lt; K, η &gt; 0;
/// undefined where n ≤ K, all prices have one time, the two-scales variance is below 0 or nothing is kept.</para>
/// <para>References: Boudt and Zhang (2015), Quantitative Finance 15, section 2; Zhang, Mykland and Aït-Sahalia (2005), Journal of the American Statistical Association 100.</para>
/// </summary>
public static class RobustTwoScalesVariance
{
    private const double DefaultThreshold = 9;
    private const int MostPasses = 100;

    /// <summary>With K by the rule of <see cref="TwoScalesVariance"/>, J = 1 and η = 9.</summary>
    public static double? Of(ReadOnlySpan<long> times, ReadOnlySpan<double> returns, MeasureConvention convention = MeasureConvention.Textbook) =>
        Of(times, returns, TwoScalesVariance.SlowScale(returns), convention: convention);

    public static double? Of(
        ReadOnlySpan<long> times, ReadOnlySpan<double> returns, int slow, int fast = 1, double threshold = DefaultThreshold, MeasureConvention convention = MeasureConvention.Textbook)
    {
        TwoScalesVariance.Validate(slow, fast);
        Guard.Positive(threshold);
        if (TwoScalesVariance.Of(returns, slow, fast, convention) is not { } variance) return null;
        Guard.SameLength(times.Length, returns.Length + 1, nameof(times));
        var span = (double)(times[^1] - times[0]);
        if (span <= 0) return null;
        var log = LogPrices.From(returns);
        var n = returns.Length + (convention == MeasureConvention.HighFrequency ? 1 : 0);
        var noise = Math.Max(0, ((LogPrices.SquaredSteps(log, fast) / fast) - variance) / (2 * TwoScalesVariance.PerGrid(n, fast)));
        var correction = Correction(threshold, convention);
        for (var pass = 0; pass < MostPasses; pass++)
        {
            if (!(variance >= 0)) return null;
            if (Kept(log, times, slow, variance / span, noise, threshold) is not { } slowKept || Kept(log, times, fast, variance / span, noise, threshold) is not { } fastKept) return null;
            var next = TwoScalesVariance.Combine(n, slow, correction * slowKept / slow, fast, correction * fastKept / fast);
            if (next == variance) break;
            variance = next;
        }
        return variance;
    }

    /// <summary>Σ of the squares that are kept over the share of them; null where none is.</summary>
    private static double? Kept(double[] log, ReadOnlySpan<long> times, int step, double rate, double noise, double threshold)
    {
        var (sum, kept) = (0.0, 0);
        for (var i = step; i < log.Length; i++)
        {
            var square = log[i] - log[i - step];
            square *= square;
            if (square > threshold * ((rate * (times[i] - times[i - step])) + (2 * noise))) continue;
            sum += square;
            kept++;
        }
        return kept == 0 ? null : sum * (log.Length - step) / kept;
    }

    private static double Correction(double threshold, MeasureConvention convention)
    {
        var one = SpecialFunctions.Erf(Math.Sqrt(threshold / 2));
        var three = one - (Math.Sqrt(2 * threshold / Math.PI) * Math.Exp(-threshold / 2));
        return (convention == MeasureConvention.HighFrequency ? 1 : one) / three;
    }
}
