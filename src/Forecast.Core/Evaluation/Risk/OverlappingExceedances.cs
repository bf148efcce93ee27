using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The distribution of the number of exceedances among rows whose windows overlap, by simulation: for many numbers of rows from the same paths.
/// <code>X_n = Σ_{t &lt; n} 1{z_t + … + z_{t+w−1} &lt; √w Φ⁻¹(p)},   z independent standard normal</code>
/// <para>Over several series X_n adds up theirs; steps of one time have equal correlation. The first n rows of a path are a path of n rows.</para>
/// <para>Error: a frequency F of B draws has the standard error √(F(1 − F)/B); <see cref="Range"/> carries three of them into the bounds. Deterministic in its seed.</para>
/// <para>Reference: Basel Committee (1996), Supervisory framework for the use of backtesting, for the zones.</para>
/// </summary>
public sealed class OverlappingExceedances
{
    private const double StandardErrors = 3;

    private readonly int _draws;
    // By number of rows: how many draws had so many exceedances or fewer.
    private readonly Dictionary<int, int[]> _cumulative;

    private OverlappingExceedances(int draws, Dictionary<int, int[]> cumulative) => (_draws, _cumulative) = (draws, cumulative);

    /// <summary>Draws <paramref name="draws"/> paths.</summary>
    /// <param name="counts">The numbers n of rows that are asked about; each at least 1.</param>
    /// <param name="window">w, steps of a row: a margin period of k days from daily origins has w = k.</param>
    /// <param name="probability">p, of an exceedance.</param>
    /// <param name="series">Series that are added up.</param>
    /// <param name="correlation">Of their steps, in [0, 1].</param>
    /// <param name="draws">B.</param>
    /// <param name="seed">Seed.</param>
    public static OverlappingExceedances Simulate(IReadOnlyCollection<int> counts, int window, double probability, int series = 1, double correlation = 0, int draws = 100_000, ulong seed = 1)
    {
        foreach (var count in counts) Guard.AtLeast(count, 1, nameof(counts));
        Guard.AtLeast(window, 1);
        Guard.AtLeast(series, 1);
        Guard.AtLeast(draws, 1);
        Guard.InRange(correlation, 0, 1);
        int[] asked = [.. counts.Distinct().Order()];
        Guard.AtLeast(asked.Length, 1, nameof(counts));
        var frequency = asked.ToDictionary(n => n, n => new int[(n * series) + 1]);
        var limit = Normal.InvCDF(0, 1, Guard.InsideUnit(probability)) * Math.Sqrt(window);
        var (steps, random) = (new Steps(asked[^1], window), Xoshiro256.Stream(seed, nameof(TrafficLight)));
        var (common, sums, exceedances) = (new double[asked[^1]], new double[asked[^1]], new int[asked[^1]]);
        var (loading, rest) = (Math.Sqrt(correlation), Math.Sqrt(1 - correlation));
        for (var b = 0; b < draws; b++)
        {
            if (correlation > 0) steps.Sums(random, common);
            Array.Clear(exceedances);
            for (var s = 0; s < series; s++)
            {
                steps.Sums(random, sums);
                for (var t = 0; t < sums.Length; t++)
                {
                    if ((loading * common[t]) + (rest * sums[t]) < limit) exceedances[t]++;
                }
            }
            var (total, next) = (0, 0);
            for (var t = 0; t < exceedances.Length; t++)
            {
                total += exceedances[t];
                if (asked[next] == t + 1) frequency[asked[next++]][total]++;
            }
        }
        foreach (var counted in frequency.Values)
        {
            for (var k = 1; k < counted.Length; k++) counted[k] += counted[k - 1];
        }
        return new OverlappingExceedances(draws, frequency);
    }

    /// <summary>The estimate of P(X_n ≤ k) for an n that was asked about.</summary>
    public double Cumulative(int count, int exceedances) => _cumulative[count][Math.Min(Guard.AtLeast(exceedances, 0), _cumulative[count].Length - 1)] / (double)_draws;

    /// <summary>The bounds for an n that was asked about.</summary>
    public TrafficLight Bounds(int count) => TrafficLight.Of(_cumulative[count].Length - 1, k => Cumulative(count, k));

    /// <summary>The narrowest and the widest bounds that three standard errors leave open. The widest yellow is all rows where there are too few draws to see beyond 99.99 %: below 90 000.</summary>
    public (TrafficLight Narrowest, TrafficLight Widest) Range(int count)
    {
        TrafficLight At(double errors) => TrafficLight.Of(_cumulative[count].Length - 1, k => Cumulative(count, k), c => errors * Math.Sqrt(c * (1 - c) / _draws));
        return (At(StandardErrors), At(-StandardErrors));
    }

    /// <summary>Sums over windows of normal steps.</summary>
    private sealed class Steps(int count, int window)
    {
        private readonly double[] _prefix = new double[count + window];

        public void Sums(Xoshiro256 random, Span<double> sums)
        {
            for (var t = 1; t < _prefix.Length; t++) _prefix[t] = _prefix[t - 1] + random.NextNormal();
            for (var t = 0; t < sums.Length; t++) sums[t] = _prefix[t + window] - _prefix[t];
        }
    }
}
