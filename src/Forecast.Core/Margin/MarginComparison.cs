using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin methods side by side on the same origins, instruments and sides: whether they covered, what they cost, how they moved; and what they would cost if each were scaled to as many breaches as promised.
/// <para>Ratios are to the reactive method (<see cref="MarginMethod.Dynamic"/>, <see cref="MarginMethod.EwmaT"/>, <see cref="MarginMethod.HistoricalYear"/>) that is best by the same figure, with 90 % intervals of a
/// stationary bootstrap of dates, in which all instruments keep their date. Tests are made for each series (instrument and side) over periods that do not overlap, and counted as failed at a false-discovery rate of 5 %.</para>
/// <para>Reference: Politis and Romano (1994), JASA 89; those of <see cref="KupiecTest"/>, <see cref="ChristoffersenTest"/> and <see cref="BenjaminiHochberg"/>.</para>
/// </summary>
public sealed record MarginComparison(TimeSpan Period, double Confidence, MarginTarget Target, MarginMethod Method)
{
    private const int Draws = 400;
    private const double MeanBlock = 20, DiscoveryRate = 0.05;
    internal static readonly MarginMethod[] Reactive = [MarginMethod.Dynamic, MarginMethod.EwmaT, MarginMethod.HistoricalYear];

    /// <summary>Periods of all series.</summary>
    public required int Count { get; init; }

    public required int Breaches { get; init; }

    public required int Series { get; init; }

    /// <summary>Series with more breaches than chance allows.</summary>
    public required int UnderCovered { get; init; }

    /// <summary>Series whose breaches come together.</summary>
    public required int Clustered { get; init; }

    /// <summary>Quarters of all series.</summary>
    public required int Quarters { get; init; }

    /// <summary>Those with more breaches than the binomial bound allows.</summary>
    public required int QuartersBeyond { get; init; }

    public required double MeanRate { get; init; }

    /// <summary>Mean rate over that of the static method.</summary>
    public required double RatioToStatic { get; init; }

    /// <summary>Mean tick loss over that of the best reactive method.</summary>
    public required Interval TickRatio { get; init; }

    /// <summary>The factor that makes breaches as many as promised.</summary>
    public required double EqualFactor { get; init; }

    /// <summary>Mean rate at equal breaches over that of the best reactive method.</summary>
    public required Interval EqualMeanRatio { get; init; }

    /// <summary>Mean shortfall given breach, at equal breaches, over that of the same reactive method; null where there are too few periods for one. Resamples without any are left out.</summary>
    public required Interval? EqualShortfallRatio { get; init; }

    /// <summary>The largest shortfall at equal breaches, a share of notional.</summary>
    public required double WorstShortfall { get; init; }

    /// <summary>Largest over smallest rate: the median over series, and the largest.</summary>
    public required (double Median, double Largest) PeakToTrough { get; init; }

    /// <summary>Largest relative rise over 1, 5 and 20 days of any series.</summary>
    public required IReadOnlyList<MarginRise> LargestRises { get; init; }

    /// <summary>Share of days on which the rate changed.</summary>
    public required double Changes { get; init; }

    /// <summary>Share of periods that were covered.</summary>
    public double Coverage => 1 - (Breaches / (double)Count);

    /// <summary>One comparison for each period, confidence, target and method.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static IReadOnlyList<MarginComparison> Of(IReadOnlyList<MarginBacktestRow> rows, CancellationToken stop = default) =>
    [
        .. rows.GroupBy(r => (r.Period, r.Confidence, r.Target)).OrderBy(g => g.Key.Period).ThenBy(g => g.Key.Confidence).ThenBy(g => g.Key.Target)
            .AsParallel().AsOrdered().WithCancellation(stop).SelectMany(g => Compare(g.Key.Confidence, Common([.. g]))),
    ];

    // A series that the policy does not know is compared for none.
    private static ILookup<MarginMethod, MarginBacktestRow> Common(MarginBacktestRow[] rows)
    {
        var methods = rows.Select(r => r.Method).Distinct().Count();
        return rows.GroupBy(r => (r.Symbol, r.Side)).Where(g => g.Select(r => r.Method).Distinct().Count() == methods).SelectMany(g => g).ToLookup(r => r.Method);
    }

    private static IEnumerable<MarginComparison> Compare(double confidence, ILookup<MarginMethod, MarginBacktestRow> methods)
    {
        if (methods.Count == 0) return [];
        var dates = methods.SelectMany(m => m).Select(r => r.Origin).Distinct().Order().Select((origin, i) => (origin, i)).ToDictionary(x => x.origin, x => x.i);
        var series = methods.ToDictionary(m => m.Key, m => new MarginSeries([.. m], dates, confidence));
        double[] once = [.. dates.Select(_ => 1.0)];
        var whole = series.ToDictionary(s => s.Key, s => (Tick: s.Value.TickLoss(once), Equal: s.Value.AtEqualBreaches(once)));
        MarginMethod[] peers = [.. Reactive.Where(series.ContainsKey)];
        var (byTick, byCost) = (peers.MinBy(m => whole[m].Tick), peers.MinBy(m => whole[m].Equal.MeanRate));
        var drawn = series.ToDictionary(s => s.Key, _ => (Tick: new double[Draws], Mean: new double[Draws], Shortfall: new double[Draws]));
        var bootstrap = new StationaryBootstrap(dates.Count, Math.Min(MeanBlock, dates.Count), Xoshiro256.Stream(20240805, nameof(MarginComparison)));
        for (var d = 0; d < Draws; d++)
        {
            var weights = bootstrap.NextFrequencies();
            var (tick, equal) = (series[byTick].TickLoss(weights), series[byCost].AtEqualBreaches(weights));
            foreach (var (method, s) in series)
            {
                var own = s.AtEqualBreaches(weights);
                (drawn[method].Tick[d], drawn[method].Mean[d], drawn[method].Shortfall[d]) = (s.TickLoss(weights) / tick, own.MeanRate / equal.MeanRate, own.MeanShortfall / equal.MeanShortfall);
            }
        }
        return [.. methods.OrderBy(m => m.Key).Select(m => Of(m.Key, [.. m]))];

        MarginComparison Of(MarginMethod method, MarginBacktestRow[] rows)
        {
            var cells = rows.GroupBy(r => (r.Symbol, r.Side)).Select(g => g.OrderBy(r => r.Origin).ToArray()).ToArray();
            var apart = cells.Select(c => Apart(c).Select(r => r.TargetLoss > r.Rate).ToArray()).ToArray();
            var quarters = cells.SelectMany(c => Apart(c).GroupBy(r => Quarter(r.Origin))).Select(q => (double?)AtLeast(q.Count(), q.Count(r => r.TargetLoss > r.Rate), 1 - confidence)).ToArray();
            var summaries = cells.Select(CoverageSummary.Of).ToArray();
            double[] swings = [.. summaries.Select(s => s.PeakToTrough ?? double.PositiveInfinity).Order()];
            var (own, figures) = (whole[method], drawn[method]);
            return new MarginComparison(rows[0].Period, confidence, rows[0].Target, method)
            {
                Count = rows.Length,
                Breaches = rows.Count(r => r.TargetLoss > r.Rate),
                Series = cells.Length,
                UnderCovered = BenjaminiHochberg.Reject([.. apart.Select(h => (double?)TailCoverage.OneSided(h, 1 - confidence))], DiscoveryRate).Count(x => x),
                Clustered = BenjaminiHochberg.Reject([.. apart.Select(h => ChristoffersenTest.Independence(h).Value?.P)], DiscoveryRate).Count(x => x),
                Quarters = quarters.Length,
                QuartersBeyond = BenjaminiHochberg.Reject(quarters, DiscoveryRate).Count(x => x),
                MeanRate = rows.Average(r => r.Rate),
                RatioToStatic = rows.Average(r => r.Rate) / methods[MarginMethod.Static].Average(r => r.Rate),
                TickRatio = Interval.Of(own.Tick / whole[byTick].Tick, figures.Tick),
                EqualFactor = own.Equal.Factor,
                EqualMeanRatio = Interval.Of(own.Equal.MeanRate / whole[byCost].Equal.MeanRate, figures.Mean),
                EqualShortfallRatio = whole[byCost].Equal.MeanShortfall > 0 && Array.FindAll(figures.Shortfall, double.IsFinite) is { Length: > 0 } finite ? Interval.Of(own.Equal.MeanShortfall / whole[byCost].Equal.MeanShortfall, finite) : null,
                WorstShortfall = own.Equal.WorstShortfall,
                PeakToTrough = (OrderStatistic.Of(swings, 0.5), swings[^1]),
                LargestRises = [.. summaries.SelectMany(s => s.LargestRises).GroupBy(r => r.Days).OrderBy(g => g.Key).Select(g => new MarginRise(g.Key, g.Max(r => r.Absolute), g.Max(r => r.Relative)))],
                Changes = cells.Average(c => c.Length < 2 ? 0 : Enumerable.Range(1, c.Length - 1).Count(i => c[i].Rate != c[i - 1].Rate) / (c.Length - 1.0)),
            };
        }
    }

    // P(X ≥ x) of a binomial.
    private static double AtLeast(int count, int breaches, double probability) => breaches == 0 ? 1 : 1 - new Binomial(probability, count).CumulativeDistribution(breaches - 1);

    private static (int Year, int Quarter) Quarter(long origin)
    {
        var day = Instant.ToTime(origin);
        return (day.Year, (day.Month - 1) / 3);
    }

    private static List<MarginBacktestRow> Apart(MarginBacktestRow[] rows)
    {
        var (kept, free) = (new List<MarginBacktestRow>(), long.MinValue);
        foreach (var row in rows)
        {
            if (row.Origin < free) continue;
            kept.Add(row);
            free = row.Origin + Duration.Microseconds(row.Period);
        }
        return kept;
    }
}
