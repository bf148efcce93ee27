using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// How realised measures do where the truth is known: each is given every k-th price of every day, with noise on the log prices or without, and compared with the day's variance.
/// <code>Y_i = X_i + ω e_i,   e_i ~ N(0, 1),   ω² = noise × the day's true variance</code>
/// Plain realised variance has the mean 1 + 2n·noise times the truth at n returns; the others should stay at 1, and come closer to it as sampling gets finer.
/// <para>Units: noise as a share of the day's variance, at least 0; steps in prices, at least 1. Shapes: one row for each measure and step. Domain: days of two prices or more with true
/// variance above 0; a measure without an estimate on any day has no row.</para>
/// <para>Reference: the set-up of Hansen and Lunde (2006), Journal of Business and Economic Statistics 24, section 2.</para>
/// </summary>
public static class NoiseStudy
{
    private delegate double? Estimator(ReadOnlySpan<double> returns);

    private static readonly (string Name, Estimator Of)[] Estimators =
    [
        ("realized variance", static r => RealizedVariance.Of(r)),
        ("realized kernel", static r => RealizedKernel.Of(r)),
        ("two scales", static r => TwoScalesVariance.Of(r)),
        ("pre-averaged", static r => PreaveragedVariance.Of(r)),
    ];

    /// <summary>The names of what is compared, in order.</summary>
    public static IReadOnlyList<string> Measures { get; } = [.. Estimators.Select(e => e.Name)];

    /// <param name="days">Log prices of each day, the one before its first return included.</param>
    /// <param name="truth">Variance of each day.</param>
    /// <param name="noise">Noise variance of a log price over the day's variance.</param>
    /// <param name="steps">Every how many prices.</param>
    /// <param name="seed">Of the noise, which is the same at every step.</param>
    public static IReadOnlyList<NoiseStudyRow> Of(IReadOnlyList<double[]> days, IReadOnlyList<double> truth, double noise, IReadOnlyList<int> steps, ulong seed)
    {
        Guard.SameLength(truth.Count, days.Count, nameof(truth));
        Guard.InRange(noise, 0, 1);
        foreach (var step in steps) Guard.AtLeast(step, 1);
        var ratios = Estimators.Select(_ => steps.Select(_ => new List<double>()).ToArray()).ToArray();
        var random = Xoshiro256.Stream(seed, "noise study");
        for (var d = 0; d < days.Count; d++)
        {
            Guard.AtLeast(days[d].Length, 2, nameof(days));
            var omega = Math.Sqrt(noise * Guard.Positive(truth[d], nameof(truth)));
            var log = noise == 0 ? days[d] : Array.ConvertAll(days[d], x => x + (omega * random.NextNormal()));
            for (var s = 0; s < steps.Count; s++)
            {
                var returns = Returns(log, steps[s]);
                for (var e = 0; e < Estimators.Length; e++)
                {
                    if (Estimators[e].Of(returns) is { } estimate) ratios[e][s].Add(estimate / truth[d]);
                }
            }
        }
        return [.. from e in Enumerable.Range(0, Estimators.Length) from s in Enumerable.Range(0, steps.Count) where ratios[e][s].Count > 0 select Row(Estimators[e].Name, steps[s], ratios[e][s])];
    }

    /// <summary>The days of a simulated instrument, of its bars' closes; the quadratic variation of each day is the truth.</summary>
    public static IReadOnlyList<NoiseStudyRow> Of(SimulatedHistory history, double noise, IReadOnlyList<int> steps, ulong seed)
    {
        var perDay = (int)(TimeSpan.TicksPerDay / history.Bars.Interval.Ticks);
        var (days, truth) = (new List<double[]>(), new List<double>());
        for (var first = 0; first + perDay <= history.Bars.Count; first += perDay)
        {
            var log = new double[perDay + 1];
            log[0] = Math.Log(history.Bars.Open[first]);
            var sum = 0.0;
            for (var i = 0; i < perDay; i++)
            {
                log[i + 1] = Math.Log(history.Bars.Close[first + i]);
                sum += history.Variance.Total(first + i);
            }
            days.Add(log);
            truth.Add(sum);
        }
        return Of(days, truth, noise, steps, seed);
    }

    private static double[] Returns(double[] log, int step)
    {
        var returns = new double[(log.Length - 1) / step];
        for (var i = 0; i < returns.Length; i++) returns[i] = log[(i + 1) * step] - log[i * step];
        return returns;
    }

    private static NoiseStudyRow Row(string measure, int step, List<double> ratios)
    {
        var mean = ratios.Average();
        var spread = Math.Sqrt(ratios.Average(r => (r - mean) * (r - mean)));
        return new NoiseStudyRow(measure, step, mean, spread / Math.Sqrt(ratios.Count), Math.Sqrt(ratios.Average(r => (r - 1) * (r - 1))), ratios.Count);
    }
}
