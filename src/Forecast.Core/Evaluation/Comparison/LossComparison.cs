using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// How much better one model is than another over a panel, with intervals from a bootstrap of dates: a date drawn brings all its instruments, so that their comovement and
/// the memory within a block are kept.
/// <code>difference = F̄ − S̄,   ratio = F̄/S̄,   median ratio = median_i F̄_i/S̄_i,   ratio of means = Σ_i F̄_i / Σ_i S̄_i</code>
/// <para>F̄ and S̄ are means over dates of the mean losses over instruments of the first and second model, F̄_i and S̄_i means over instrument i's own rows; the median keeps one instrument from deciding,
/// and in the ratio of means an instrument counts the same however many rows it has.
/// Intervals are percentiles of the stationary bootstrap. Its mean block is the one stated, or that of <see cref="StationaryBootstrap.BlockLength"/> for the dated differences, at least the number of
/// origins that a target spans.</para>
/// <para>Domain: finite losses, one row an instrument and origin; undefined with fewer than <see cref="DieboldMariano.Least"/> dates. Ratios are absent where a loss is below 0 or an instrument's second
/// losses are all 0.</para>
/// <para>Reference: Politis and Romano (1994), JASA 89; Efron and Tibshirani (1993), An Introduction to the Bootstrap, chapter 13, for percentiles.</para>
/// </summary>
/// <param name="Difference">Mean loss difference; below 0 where the first model was better.</param>
/// <param name="Ratio">Ratio of mean losses.</param>
/// <param name="MedianRatio">Median over instruments of their ratio of mean losses.</param>
/// <param name="RatioOfMeans">Ratio of the sums over instruments of their mean losses.</param>
/// <param name="Dates">Dates.</param>
/// <param name="Instruments">Instruments.</param>
/// <param name="MeanBlock">Mean block length, in dates.</param>
public sealed record LossComparison(IntervalEstimate Difference, IntervalEstimate? Ratio, IntervalEstimate? MedianRatio, IntervalEstimate? RatioOfMeans, int Dates, int Instruments, double MeanBlock)
{
    /// <summary>Compares over <paramref name="rows"/>, with intervals at <paramref name="confidence"/>.</summary>
    public static Outcome<LossComparison> Of(
        IReadOnlyCollection<PairedLoss> rows, int steps, double confidence = 0.95, double? meanBlock = null, int draws = 1000, ulong seed = 1)
    {
        Guard.AtLeast(steps, 1);
        Guard.AtLeast(draws, 1);
        Guard.InsideUnit(confidence);
        var dated = DatedLoss.Of(rows);
        var n = dated.Count;
        if (n < DieboldMariano.Least) return new($"{n} dates; {DieboldMariano.Least} are needed");
        var at = dated.Select((d, t) => (d.Origin, t)).ToDictionary(x => x.Origin, x => x.t);
        var panel = new Losses([.. dated.Select(d => d.First)], [.. dated.Select(d => d.Second)], [.. dated.Select(_ => 1.0)]);
        var instruments = rows.GroupBy(r => r.Symbol).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => Losses.Of(g, at)).ToArray();
        var hasRatios = rows.All(r => r.First >= 0 && r.Second >= 0) && Array.TrueForAll(instruments, i => Array.Exists(i.Second, s => s > 0));
        var block = Math.Max(steps, meanBlock ?? StationaryBootstrap.BlockLength([.. dated.Select(d => d.Difference)]));
        var bootstrap = new StationaryBootstrap(n, block, Xoshiro256.Stream(seed, nameof(LossComparison)));
        double[] difference = new double[draws], ratio = new double[draws], median = new double[draws], ofMeans = new double[draws];
        for (var b = 0; b < draws; b++)
        {
            var frequencies = bootstrap.NextFrequencies();
            difference[b] = panel.Difference(frequencies);
            if (!hasRatios) continue;
            // An instrument none of whose losses was drawn has no ratio in this draw; a draw without any is made again.
            while (!(DotProduct.Of(frequencies, panel.Second) > 0)) frequencies = bootstrap.NextFrequencies();
            ratio[b] = panel.Ratio(frequencies)!.Value;
            (median[b], ofMeans[b]) = Ratios(instruments, frequencies);
        }
        double[] once = [.. Enumerable.Repeat(1.0, n)];
        IntervalEstimate Interval(double value, double[] drawn)
        {
            Array.Sort(drawn);
            return new IntervalEstimate(value, OrderStatistic.Of(drawn, (1 - confidence) / 2), OrderStatistic.Of(drawn, (1 + confidence) / 2));
        }
        if (!hasRatios) return new LossComparison(Interval(panel.Difference(once), difference), null, null, null, n, instruments.Length, block);
        var own = Ratios(instruments, once);
        return new LossComparison(
            Interval(panel.Difference(once), difference), Interval(panel.Ratio(once)!.Value, ratio), Interval(own.Median, median), Interval(own.OfMeans, ofMeans), n, instruments.Length, block);
    }

    private static (double Median, double OfMeans) Ratios(Losses[] instruments, ReadOnlySpan<double> frequencies)
    {
        var ratios = new List<double>(instruments.Length);
        double first = 0, second = 0;
        foreach (var i in instruments)
        {
            var (f, s, rows) = (DotProduct.Of(frequencies, i.First), DotProduct.Of(frequencies, i.Second), DotProduct.Of(frequencies, i.Rows));
            if (s > 0) ratios.Add(f / s);
            if (rows > 0) (first, second) = (first + (f / rows), second + (s / rows));
        }
        ratios.Sort();
        return ((ratios[(ratios.Count - 1) / 2] + ratios[ratios.Count / 2]) / 2, first / second);
    }

    /// <summary>Losses and numbers of rows by date, 0 where there is none.</summary>
    private sealed record Losses(double[] First, double[] Second, double[] Rows)
    {
        public static Losses Of(IEnumerable<PairedLoss> rows, Dictionary<long, int> at)
        {
            var losses = new Losses(new double[at.Count], new double[at.Count], new double[at.Count]);
            foreach (var row in rows) (losses.First[at[row.Origin]], losses.Second[at[row.Origin]], losses.Rows[at[row.Origin]]) = (row.First, row.Second, 1);
            return losses;
        }

        public double Difference(ReadOnlySpan<double> frequencies) => (DotProduct.Of(frequencies, First) - DotProduct.Of(frequencies, Second)) / First.Length;

        public double? Ratio(ReadOnlySpan<double> frequencies) => DotProduct.Of(frequencies, Second) is > 0 and var second ? DotProduct.Of(frequencies, First) / second : null;
    }
}
