namespace Forecast.Core.Margin;

/// <summary>
/// What keeping margins from swinging costs: the policy with one setting changed at a time, over all instruments and sides. Ratios are to the best reactive method, as in <see cref="MarginComparison"/>.
/// </summary>
/// <param name="Name">What was changed.</param>
/// <param name="Target">The loss that the margin is calibrated to.</param>
/// <param name="Coverage">Share of periods that were covered.</param>
/// <param name="MeanRate">Mean rate.</param>
/// <param name="TickRatio">Mean tick loss over the best reactive method's.</param>
/// <param name="EqualMeanRatio">Mean rate at equal breaches over the best reactive method's.</param>
/// <param name="PeakToTrough">Largest over smallest rate: the largest of any series.</param>
/// <param name="LargestRise5">Largest relative rise over 5 days of any series.</param>
/// <param name="Changes">Share of days on which the margin changed.</param>
public sealed record MarginFrontier(string Name, MarginTarget Target, double Coverage, double MeanRate, double TickRatio, double EqualMeanRatio, double PeakToTrough, double LargestRise5, double Changes)
{
    private static readonly (string Name, double ForecastWeight, Func<MarginPolicy, MarginPolicy> Change)[] Variants =
    [
        ("as it is", MarginSample.UsualForecastWeight, p => p),
        ("forecast not damped", 1, p => p),
        ("forecast damped to one half", 0.5, p => p),
        ("no weight on stressed observations", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { StressWeightBps = 0 } }),
        ("half the weight on them", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { StressWeightBps = 5_000 } }),
        ("buffer of 25 % instead", MarginSample.UsualForecastWeight, p => p with { BufferRelativeBps = 2_500, Cycle = p.Cycle with { StressWeightBps = 0 } }),
        ("long-history floor instead", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { StressWeightBps = 0, LongHistoryFloorBps = 5_000 } }),
        ("no limit on rises", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { RiseBps = 0 } }),
        ("rises of 50 % in 5 days", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { RiseBps = 5_000 } }),
        ("falls of 5 % a day", MarginSample.UsualForecastWeight, p => p with { StepDownBps = 500 }),
        ("falls of 30 % a day", MarginSample.UsualForecastWeight, p => p with { StepDownBps = 3_000 }),
        ("no change band", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { BandBps = 0 } }),
        ("change band of 20 %", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { BandBps = 2_000 } }),
        ("smoothed, trade-off 2", MarginSample.UsualForecastWeight, p => p with { Cycle = p.Cycle with { SmoothingTradeOff = 2 } }),
    ];

    /// <summary>The frontier over origins in [<paramref name="from"/>, <paramref name="to"/>]; samples of one period.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static IReadOnlyList<MarginFrontier> Of(IReadOnlyList<(string Symbol, MarginSample Sample, MarginClass Terms)> instruments, double confidence, MarginPolicy policy, long from, long to, CancellationToken stop = default) =>
    [
        .. Enum.GetValues<MarginTarget>().SelectMany(target => Variants.AsParallel().AsOrdered().WithCancellation(stop).Select(v =>
        {
            var rows = instruments.SelectMany(i => Recommender.Sides.SelectMany(side =>
                MarginBacktest.Run(i.Symbol, i.Sample.WithForecastWeight(v.ForecastWeight), side, target, confidence, v.Change(policy), i.Terms, from, to))).ToArray();
            return Of(v.Name, target, confidence, rows);
        }).OfType<MarginFrontier>()),
    ];

    private static MarginFrontier? Of(string name, MarginTarget target, double confidence, MarginBacktestRow[] rows)
    {
        var methods = rows.ToLookup(r => r.Method);
        if (!methods[MarginMethod.Policy].Any()) return null;
        var dates = rows.Select(r => r.Origin).Distinct().Order().Select((origin, i) => (origin, i)).ToDictionary(x => x.origin, x => x.i);
        double[] once = [.. dates.Select(_ => 1.0)];
        var peers = MarginComparison.Reactive.Select(m => new MarginSeries([.. methods[m]], dates, confidence)).ToArray();
        MarginBacktestRow[] own = [.. methods[MarginMethod.Policy]];
        var series = new MarginSeries(own, dates, confidence);
        var cells = own.GroupBy(r => (r.Symbol, r.Side)).Select(g => g.ToArray()).ToArray();
        var summaries = cells.Select(CoverageSummary.Of).ToArray();
        return new MarginFrontier(
            name, target, 1 - (own.Count(r => r.TargetLoss > r.Rate) / (double)own.Length), own.Average(r => r.Rate),
            series.TickLoss(once) / peers.Min(p => p.TickLoss(once)), series.AtEqualBreaches(once).MeanRate / peers.Min(p => p.AtEqualBreaches(once).MeanRate),
            summaries.Max(s => s.PeakToTrough ?? double.PositiveInfinity), summaries.Max(s => s.LargestRises.FirstOrDefault(r => r.Days == 5)?.Relative ?? 0),
            cells.Average(c => c.Length < 2 ? 0 : Enumerable.Range(1, c.Length - 1).Count(i => c[i].Rate != c[i - 1].Rate) / (c.Length - 1.0)));
    }
}
