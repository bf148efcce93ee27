using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether losses beyond the value at risk are deeper on average than the expected shortfall: residuals r_t = (y_t − e_t)/s_t of the exceedances have mean 0 if it is right.
/// <code>t = r̄/(s_r/√k),   p = Φ(t) against a mean below 0;   bootstrap: p = #{t* ≤ t}/B, t* from k draws of r − r̄ with replacement</code>
/// <para>Shapes: returns, value at risk and expected shortfall of one length, all as returns of one unit; scales s_t positive, or none for s_t = 1.</para>
/// <para>Domain: finite values; undefined with fewer than two exceedances or residuals that are all equal. Resamples without deviation are drawn again.</para>
/// <para>Reference: McNeil and Frey (2000), Journal of Empirical Finance 7; Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 16.</para>
/// </summary>
/// <param name="Count">Exceedances k.</param>
/// <param name="MeanResidual">r̄; below 0 where the shortfall was forecast too small.</param>
/// <param name="T">The statistic.</param>
/// <param name="P">One-sided p-value from the normal distribution.</param>
/// <param name="BootstrapP">One-sided p-value from the bootstrap.</param>
public sealed record ExceedanceResidualTest(int Count, double MeanResidual, double T, double P, double BootstrapP)
{
    /// <summary>Tests with residuals divided by <paramref name="scales"/>, or as they are where there are none.</summary>
    public static Outcome<ExceedanceResidualTest> Of(
        ReadOnlySpan<double> returns, ReadOnlySpan<double> valueAtRisk, ReadOnlySpan<double> expectedShortfall, ReadOnlySpan<double> scales = default, int draws = 1000, ulong seed = 1)
    {
        Guard.SameLength(expectedShortfall.Length, returns.Length, nameof(expectedShortfall));
        Guard.AllFinite(expectedShortfall);
        if (!scales.IsEmpty) Guard.SameLength(scales.Length, returns.Length, nameof(scales));
        Guard.AtLeast(draws, 1);
        var hits = Exceedances.Of(returns, valueAtRisk);
        var residuals = new List<double>();
        for (var t = 0; t < hits.Length; t++)
        {
            if (hits[t]) residuals.Add((returns[t] - expectedShortfall[t]) / (scales.IsEmpty ? 1 : Guard.Positive(scales[t], nameof(scales))));
        }
        if (residuals.Count < 2) return new($"{residuals.Count} exceedances; two are needed");
        if (residuals.TrueForAll(r => r == residuals[0])) return new("the residuals of all exceedances are equal");
        var mean = residuals.Average();
        var t0 = Statistic([.. residuals])!.Value;
        var random = Xoshiro256.Stream(seed, nameof(ExceedanceResidualTest));
        var (below, sample) = (0, new double[residuals.Count]);
        for (var b = 0; b < draws; b++)
        {
            double? t = null;
            while (t is null)
            {
                for (var i = 0; i < sample.Length; i++) sample[i] = residuals[random.Next(sample.Length)] - mean;
                t = Statistic(sample);
            }
            if (t <= t0) below++;
        }
        return new ExceedanceResidualTest(residuals.Count, mean, t0, Normal.CDF(0, 1, t0), below / (double)draws);
    }

    private static double? Statistic(double[] sample)
    {
        if (Array.TrueForAll(sample, x => x == sample[0])) return null;
        var mean = sample.Average();
        return mean / Math.Sqrt(sample.Sum(x => (x - mean) * (x - mean)) / (sample.Length - 1) / sample.Length);
    }
}
