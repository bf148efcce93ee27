using System.Collections.Concurrent;
using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Sources;

namespace Forecast.Pipeline.Backtest;

/// <summary>
/// Walk-forward back-test of forecasts and margins on files or on the simulated market. Nothing is kept in lake or database; the walk begins before the
/// first origin asked for, so that intervals and margins have their history there.
/// </summary>
public sealed class BacktestRunner(string root, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="InvalidDataException">No instrument can be scored; the message says why.</exception>
    public BacktestResult Run(BacktestRequest request, IProgress<(int Done, int All)>? progress, CancellationToken stop)
    {
        var location = new SourceLocation(Path.Combine(root, "data"), request.Data);
        var source = SourceCatalog.Open(request.Data is null ? "sample" : "files", location);
        var deliveries = source.Load(new SourceRequest(request.Interval, request.Symbols)).ToList();
        var notes = new ConcurrentBag<string>(deliveries.Where(d => d.Error is not null).Select(d => $"{d.Symbol}: {d.Error}"));
        var policy = PolicyFile.Read(Path.Combine(root, "data", "policy.json"));
        var catalog = InstrumentCatalog.Read(Path.Combine(root, "data", "instruments.json"));
        var models = request.Models.Append(ModelCatalog.Benchmark).Distinct().Select(BacktestModelCatalog.Get).ToArray();
        models = [.. BacktestModelCatalog.Known.Where(m => models.Contains(m))];

        var good = deliveries.Where(d => d.Bars is not null).ToArray();
        var hours = good.ToDictionary(d => d.Symbol, d => HourlySeries.From(d.Bars!));
        if (models.Any(m => m.IsPooled)) hours = Panel(source, request, good, notes);
        var work = good.SelectMany(d => request.Horizons.Select(h => (Delivery: d, Horizon: h))).ToArray();
        var walked = new ConcurrentDictionary<(string Symbol, TimeSpan Horizon), Walked>();
        var (done, all) = (0, work.Length);
        Parallel.ForEach(work, new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, item =>
        {
            var late = new List<string>();
            walked[(item.Delivery.Symbol, item.Horizon)] = Walk(hours[item.Delivery.Symbol], item.Horizon, models, request, FitTime.Limit(request.FitTime, clock) with { Exceeded = late.Add }, stop);
            foreach (var (reason, count) in late.CountBy(r => r))
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"{item.Delivery.Symbol} {Duration.Format(item.Horizon)}: {reason} in {count} {(count == 1 ? "estimation" : "estimations")}; parameters of an earlier one stand in, or the origins have no row"));
            progress?.Report((Interlocked.Increment(ref done), all));
        });

        var tables = work.Select(w => walked[(w.Delivery.Symbol, w.Horizon)]).Where(w => w.Scored.Count > 0).ToArray();
        foreach (var w in work.Where(w => walked[(w.Delivery.Symbol, w.Horizon)].Scored.Count == 0))
            notes.Add($"{w.Delivery.Symbol} {Duration.Format(w.Horizon)}: no origin with a forecast and a complete target in the range; models need 30 days and {HarModel.LeastRows} targets before it");
        var margins = models.Any(m => m.Id == ModelCatalog.Champion)
            ? good.SelectMany(d => PipelineSettings.MarginPeriods.Where(p => walked.ContainsKey((d.Symbol, p))).SelectMany(p => Margins(d, walked[(d.Symbol, p)].Whole, policy, catalog, request, notes))).ToArray()
            : [];
        if (margins.Length == 0) notes.Add($"margin.csv has no rows: margins need the model {ModelCatalog.Champion} and a horizon of {string.Join(" or ", PipelineSettings.MarginPeriods.Select(Duration.Format))}, with {MarginSimulation.LeastScenarios} periods before the first origin");
        if (tables.Length == 0) throw new InvalidDataException($"nothing can be scored: {string.Join("; ", notes.Order(StringComparer.Ordinal))}");
        var tails = request.Horizons.AsParallel().AsOrdered().WithCancellation(stop)
            .SelectMany(h => Tails([.. good.Select(d => (hours[d.Symbol], walked[(d.Symbol, h)].Whole)).Where(p => p.Whole.Count > 0)], request)).ToArray();
        return new BacktestResult(
            request, good.Any(d => d.Simulated), [.. deliveries.Select(d => d with { Bars = null })], [.. tables.Select(t => t.Scored)],
            tables.ToDictionary(t => t.Scored, t => t.Bands), [.. tables.SelectMany(t => t.Scores)], tails, margins, [.. notes.Order(StringComparer.Ordinal)]);
    }

    // Models that learn from all instruments learn from those of the folder, whichever are asked for, and from bars of an hour where these reach further back.
    private static Dictionary<string, HourlySeries> Panel(IMarketDataSource source, BacktestRequest request, IReadOnlyList<SourceDelivery> asked, ConcurrentBag<string> notes)
    {
        var (members, hour) = (asked.ToList(), TimeSpan.FromHours(1));
        if (request.Symbols is not null) members.AddRange(Readable(source.Load(new SourceRequest(request.Interval)).Where(d => asked.All(a => a.Symbol != d.Symbol))));
        var past = request.Interval < hour && request.Data is { } data && Directory.Exists(Path.Combine(data, Duration.Format(hour)))
            ? Readable(source.Load(new SourceRequest(hour)).Where(d => members.Exists(m => m.Symbol == d.Symbol))).ToDictionary(d => d.Symbol, d => d.Bars) : [];
        var series = new Dictionary<string, HourlySeries>();
        foreach (var member in members)
        {
            try
            {
                series[member.Symbol] = HourlySeries.From(member.Bars!, past.GetValueOrDefault(member.Symbol));
            }
            catch (ArgumentException e) when (asked.All(a => a.Symbol != member.Symbol))
            {
                notes.Add($"{member.Symbol} is not among what pooled models learn from: {e.Message}");
            }
        }
        HourlyPanel.Of(series.Values);
        return series;

        IEnumerable<SourceDelivery> Readable(IEnumerable<SourceDelivery> deliveries)
        {
            foreach (var delivery in deliveries)
            {
                if (delivery.Bars is { Count: > 0 }) yield return delivery;
                else notes.Add($"{delivery.Symbol} is not among what pooled models learn from: {delivery.Error?.ToString() ?? "it has no bars"}");
            }
        }
    }

    private static Walked Walk(HourlySeries series, TimeSpan horizon, IReadOnlyList<IVolatilityModel> models, BacktestRequest request, FitLimit limit, CancellationToken stop)
    {
        var whole = WalkForward.Run(series, models, horizon, WalkStart.For(series, horizon, request.From), request.To, limit, stop);
        var rows = Enumerable.Range(0, whole.Count).Where(r => whole.Origins[r] >= request.From && whole.Realized[r] is not null).ToArray();
        var bands = whole.Models.ToDictionary(m => m, m => ModelBands.Of(whole, m));
        var scored = whole.Rows(rows);
        return new Walked(
            whole, scored, bands.ToDictionary(b => b.Key, b => b.Value.Rows(scored, rows)),
            Scorecard.Of(whole, request.From, request.To, bounds: bands.ToDictionary(b => b.Key, b => b.Value.At(0.90))));
    }

    // The far tail is learnt from all instruments together.
    private static IEnumerable<TailForecast> Tails(IReadOnlyList<(HourlySeries Hours, ForecastTable Whole)> panel, BacktestRequest request)
    {
        var returns = panel.Select(p => HorizonReturns.Of(p.Hours, p.Whole)).ToArray();
        foreach (var side in Recommender.Sides)
        {
            LossSample[] samples = [.. panel.Select((p, i) => side == PositionSide.Long ? LossSample.OfLong(p.Whole, request.Shown, returns[i]) : LossSample.OfShort(p.Whole, request.Shown, returns[i]))];
            var tails = LossTails.Of(samples);
            for (var i = 0; i < samples.Length; i++)
            {
                for (var r = 0; r < tails[i].Length; r++)
                {
                    if (samples[i].Origins[r] >= request.From && tails[i][r] is { } tail && samples[i].Losses[r] is { } loss)
                        yield return new TailForecast(panel[i].Whole.Symbol, samples[i].Horizon, samples[i].Origins[r], side, tail, loss);
                }
            }
        }
    }

    private static IEnumerable<MarginBacktestRow> Margins(SourceDelivery delivery, ForecastTable whole, MarginPolicy policy, InstrumentCatalog catalog, BacktestRequest request, ConcurrentBag<string> notes)
    {
        var facts = catalog.Find(delivery.Venue, delivery.Symbol);
        if (facts is null) notes.Add($"{delivery.Symbol}: no policy margin, because data/instruments.json has no entry for it");
        var sample = MarginSample.From(delivery.Bars!, whole.Horizon, whole.Origins, whole.Of(ModelCatalog.Champion));
        var rows = (from confidence in Recommender.Grid.Select(g => g.ConfidencePpm / 1e6).Distinct()
                    from target in Enum.GetValues<MarginTarget>()
                    from side in Recommender.Sides
                    from row in MarginBacktest.Run(delivery.Symbol, sample, side, target, confidence, policy, facts is null ? null : policy.Class(facts.MarginClass), request.From, request.To)
                    select row).ToArray();
        if (rows.Length == 0) notes.Add($"{delivery.Symbol}: no margins over {Duration.Format(whole.Horizon)}; they need {MarginSimulation.LeastScenarios} periods with a forecast before the origin");
        return rows;
    }

    private sealed record Walked(ForecastTable Whole, ForecastTable Scored, IReadOnlyDictionary<string, ModelBands> Bands, IReadOnlyList<Score> Scores);
}
