using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Hansen's test for superior predictive ability: whether any of many models beats the benchmark, when the best of many is bound to look good by luck.
/// <code>T = max(0, max_k √n d̄_k/ω_k),   d_k = benchmark's loss − loss of model k;   P = #{T* ≥ T}/B,  T* = max(0, max_k √n (d̄*_k − g(d̄_k))/ω_k)</code>
/// <para>g is d̄_k where √n d̄_k/ω_k ≥ −√(2 ln ln n), else 0 (consistent); max(0, d̄_k) (lower bound of P); d̄_k (upper bound, White's reality check of studentised differences). d̄* are means of stationary
/// bootstrap resamples, the same for all models, ω²_k the variance that the bootstrap gives √n d̄*_k.</para>
/// <para>Shapes: losses of one length n in time order. Domain: finite losses, at least one model and <see cref="DieboldMariano.Least"/> origins; models whose losses are the benchmark's
/// count as neither better nor worse. Undefined where that is all of them, or where a model differs by a constant.</para>
/// <para>Reference: Hansen (2005), Journal of Business and Economic Statistics 23; the bootstrap by Politis and Romano (1994).</para>
/// </summary>
/// <param name="Statistic">T.</param>
/// <param name="Lower">Lower bound of the p-value.</param>
/// <param name="P">Consistent p-value; small means that some model beats the benchmark.</param>
/// <param name="Upper">Upper bound of the p-value.</param>
/// <param name="Best">Index of the model with the largest √n d̄_k/ω_k.</param>
/// <param name="MeanBlock">Mean block length.</param>
public sealed record SuperiorPredictiveAbility(double Statistic, double Lower, double P, double Upper, int Best, double MeanBlock)
{
    /// <summary>Tests; without a <paramref name="meanBlock"/> it is the longest of <see cref="StationaryBootstrap.BlockLength"/> over the models.</summary>
    public static Outcome<SuperiorPredictiveAbility> Of(double[] benchmark, IReadOnlyList<double[]> models, double? meanBlock = null, int draws = 1000, ulong seed = 1)
    {
        var n = benchmark.Length;
        Guard.AtLeast(draws, 1);
        Guard.AllFinite(benchmark);
        foreach (var model in models)
        {
            Guard.SameLength(model.Length, n, nameof(models));
            Guard.AllFinite(model);
        }
        if (n < DieboldMariano.Least) return new($"{n} origins; {DieboldMariano.Least} are needed");
        var all = models.Select((losses, k) => (Index: k, Gain: benchmark.Zip(losses, (b, l) => b - l).ToArray())).Where(m => m.Gain.Any(g => g != 0)).ToArray();
        if (all.Length == 0) return new("no model's losses differ from the benchmark's");
        if (Array.Find(all, m => m.Gain.All(g => g == m.Gain[0])) is { Gain: not null } constant) return new($"the losses of model {constant.Index} differ from the benchmark's by a constant");
        var block = meanBlock ?? all.Max(m => StationaryBootstrap.BlockLength(m.Gain));
        double[] mean = [.. all.Select(m => m.Gain.Average())], scale = [.. all.Select(m => Math.Sqrt(n / StationaryBootstrap.LongRunVariance(m.Gain, block)))];
        double[] t = [.. mean.Zip(scale, (d, s) => d * s)];
        var (statistic, threshold) = (Math.Max(0, t.Max()), -Math.Sqrt(2 * Math.Log(Math.Log(n))));
        var bootstrap = new StationaryBootstrap(n, block, Xoshiro256.Stream(seed, nameof(SuperiorPredictiveAbility)));
        int lower = 0, consistent = 0, upper = 0;
        for (var b = 0; b < draws; b++)
        {
            var frequencies = bootstrap.NextFrequencies();
            double low = 0, middle = 0, high = 0;
            for (var k = 0; k < all.Length; k++)
            {
                var drawn = DotProduct.Of(frequencies, all[k].Gain) / n;
                low = Math.Max(low, (drawn - Math.Max(0, mean[k])) * scale[k]);
                middle = Math.Max(middle, (drawn - (t[k] >= threshold ? mean[k] : 0)) * scale[k]);
                high = Math.Max(high, (drawn - mean[k]) * scale[k]);
            }
            (lower, consistent, upper) = (lower + (low >= statistic ? 1 : 0), consistent + (middle >= statistic ? 1 : 0), upper + (high >= statistic ? 1 : 0));
        }
        return new SuperiorPredictiveAbility(statistic, lower / (double)draws, consistent / (double)draws, upper / (double)draws, all[Array.IndexOf(t, t.Max())].Index, block);
    }
}
