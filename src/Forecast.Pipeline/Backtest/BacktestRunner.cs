using System.Collections.Concurrent;
using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Forecast.Learning;
using Forecast.Sources;

namespace Forecast.Pipeline.Backtest;

/// <summary>
/// Walk-forward back-test of forecasts and margins on files or on the simulated market. Nothing is kept in lake or database; the walk begins before the
/// first origin asked for, so that intervals and margins have their history there.
/// </summary>
public sealed class BacktestRunner(string root, TimeProvider clock)
{
    /// <summary>Runs it.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="kept">Where finished walks are kept and looked for; null for nowhere.</param>
    /// <param name="stop">Looked at often.</param>
    /// <exception cref="InvalidDataException">No instrument can be scored; the message says why.</exception>
    public BacktestResult Run(BacktestRequest request, IProgress<BacktestProgress>? progress, KeptWalks? kept, CancellationToken stop)
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
        var inputs = models.Any(m => m.IsPooled) ? Panel(source, request, good, notes) : good.ToDictionary(d => d.Symbol, d => (Hours: HourlySeries.From(d.Bars!), Identity: BarHash.Of(d.Bars!)));
        var hours = inputs.ToDictionary(i => i.Key, i => i.Value.Hours);
        var work = good.SelectMany(d => request.Horizons.Select(h => (d.Symbol, Horizon: h))).ToArray();
        var walked = Walks(work, inputs, models, request, progress, kept, notes, stop);
        var tables = work.Select(w => walked[w]).Where(w => w.Scored.Count > 0).ToArray();
        foreach (var w in work.Where(w => walked[w].Scored.Count == 0))
            notes.Add($"{w.Symbol} {Duration.Format(w.Horizon)}: no origin with a forecast and a complete target in the range; models need 30 days and {HarModel.LeastRows} targets before it");
        var samples = models.Any(m => m.Id == ModelCatalog.Champion)
            ? good.SelectMany(d => request.MarginPeriods.Where(p => walked.ContainsKey((d.Symbol, p))).Select(p => (Delivery: d, Sample: Sample(d, hours[d.Symbol].Past, walked[(d.Symbol, p)].Whole), Terms: Terms(d, policy, catalog, notes)))).ToArray()
            : [];
        var margins = samples.AsParallel().AsOrdered().WithCancellation(stop).SelectMany(s => Margins(s.Delivery.Symbol, s.Sample, s.Terms, policy, request, notes)).ToArray();
        if (margins.Length == 0) notes.Add($"margin.csv has no rows: margins need the model {ModelCatalog.Champion} and a horizon of {string.Join(" or ", request.MarginPeriods.Select(Duration.Format))}, with {MarginSimulation.LeastScenarios} periods before the first origin");
        if (tables.Length == 0) throw new InvalidDataException($"nothing can be scored: {string.Join("; ", notes.Order(StringComparer.Ordinal))}");
        var tails = request.Horizons.AsParallel().AsOrdered().WithCancellation(stop)
            .SelectMany(h => Tails([.. good.Select(d => (hours[d.Symbol], walked[(d.Symbol, h)].Whole)).Where(p => p.Whole.Count > 0)], request)).ToArray();
        return new BacktestResult(
            request, good.Any(d => d.Simulated), [.. deliveries.Select(d => d with { Bars = null })], [.. tables.Select(t => t.Scored)],
            tables.ToDictionary(t => t.Scored, t => t.Bands), [.. tables.SelectMany(t => t.Scores)], tails, margins, [.. notes.Order(StringComparer.Ordinal)])
        {
            Effects = models.Any(m => m.Id == PooledGammaModel.Name) ? [.. request.Horizons.SelectMany(h => Effects(hours[good[0].Symbol], h, request, stop))] : [],
            Frontier = request.Frontier ? MarginFrontier.Of([.. samples.Where(x => x.Terms is not null && x.Sample.Period == request.MarginPeriods[0]).Select(x => (x.Delivery.Symbol, x.Sample, x.Terms!))], request.Confidences[0], policy, request.From, request.To, stop) : [],
        };
    }

    // Walks every instrument and horizon, but for those that an earlier run has kept.
    private IReadOnlyDictionary<(string Symbol, TimeSpan Horizon), Walked> Walks(
        (string Symbol, TimeSpan Horizon)[] work, Dictionary<string, (HourlySeries Hours, string Identity)> inputs, IVolatilityModel[] models, BacktestRequest request,
        IProgress<BacktestProgress>? progress, KeptWalks? kept, ConcurrentBag<string> notes, CancellationToken stop)
    {
        string[] keys = [.. work.Select(w => Key(w.Symbol, w.Horizon, inputs, models, request))];
        var found = Array.ConvertAll(keys, k => kept?.Find(k));
        var costs = work.Select(w => new WalkCost(models, w.Horizon, hasToLearn: w.Symbol == work[0].Symbol)).ToArray();
        var meter = new BacktestMeter([.. costs.Select(c => c.All)], [.. found.Select(f => f is not null)], clock, progress);
        var walked = new ConcurrentDictionary<(string Symbol, TimeSpan Horizon), Walked>();
        // One by one, in order: threads that are at the same horizon would wait for each other's pooled estimations.
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, work.Length), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { CancellationToken = stop, MaxDegreeOfParallelism = Environment.ProcessorCount }, w =>
        {
            var ((symbol, horizon), late) = (work[w], new List<string>());
            if (found[w] is not { } walk)
            {
                var limit = FitTime.Limit(request.FitTime, clock) with { Exceeded = late.Add };
                var whole = Walk(inputs[symbol].Hours, horizon, models, request, limit, (model, share) => meter.Reached(w, costs[w].Share(model, share)), stop);
                walk = (whole, [.. late.CountBy(r => r).Select(l => string.Create(CultureInfo.InvariantCulture, $"{symbol} {Duration.Format(horizon)}: {l.Key} in {l.Value} {(l.Value == 1 ? "estimation" : "estimations")}; parameters of an earlier one stand in, or the origins have no row"))]);
                kept?.Keep(keys[w], walk.Table, walk.Notes);
            }
            foreach (var note in walk.Notes) notes.Add(note);
            walked[work[w]] = Judged(walk.Table, request);
            if (found[w] is null) meter.Finished(w);
        });
        return walked;
    }

    // Everything that a walk's forecasts hang on; those of models that learn from a panel hang on all of its members.
    private static string Key(string symbol, TimeSpan horizon, Dictionary<string, (HourlySeries Hours, string Identity)> inputs, IVolatilityModel[] models, BacktestRequest request)
    {
        var bars = models.Any(m => m.IsPooled) ? inputs.OrderBy(i => i.Key, StringComparer.Ordinal).Select(i => $"{i.Key} {i.Value.Identity}") : [inputs[symbol].Identity];
        return Hash.Of(string.Join('\n', (string[])
        [
            CodeVersion.Of(typeof(ModelCatalog), typeof(LearnedModelCatalog), typeof(BacktestRunner)), symbol, Duration.Format(horizon), string.Join(',', models.Select(m => m.Id)),
            string.Create(CultureInfo.InvariantCulture, $"{request.From} {request.To} {request.FitTime.Ticks}"), .. bars,
        ]))[..32];
    }

    // Models that learn from all instruments learn from those of the folder, whichever are asked for, and from bars of an hour where these reach further back.
    private static Dictionary<string, (HourlySeries Hours, string Identity)> Panel(IMarketDataSource source, BacktestRequest request, IReadOnlyList<SourceDelivery> asked, ConcurrentBag<string> notes)
    {
        var (members, hour) = (asked.ToList(), TimeSpan.FromHours(1));
        if (request.Symbols is not null) members.AddRange(Readable(source.Load(new SourceRequest(request.Interval)).Where(d => asked.All(a => a.Symbol != d.Symbol))));
        var past = request.Interval < hour && request.Data is { } data && Directory.Exists(Path.Combine(data, Duration.Format(hour)))
            ? Readable(source.Load(new SourceRequest(hour)).Where(d => members.Exists(m => m.Symbol == d.Symbol))).ToDictionary(d => d.Symbol, d => d.Bars) : [];
        var series = new Dictionary<string, (HourlySeries Hours, string Identity)>();
        foreach (var member in members)
        {
            try
            {
                var before = past.GetValueOrDefault(member.Symbol);
                series[member.Symbol] = (HourlySeries.From(member.Bars!, before), $"{BarHash.Of(member.Bars!)} {(before is null ? "" : BarHash.Of(before))}");
            }
            catch (ArgumentException e) when (asked.All(a => a.Symbol != member.Symbol))
            {
                notes.Add($"{member.Symbol} is not among what pooled models learn from: {e.Message}");
            }
        }
        HourlyPanel.Of(series.Values.Select(s => s.Hours));
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

    private static ForecastTable Walk(HourlySeries series, TimeSpan horizon, IReadOnlyList<IVolatilityModel> models, BacktestRequest request, FitLimit limit, Action<IVolatilityModel, double> reached, CancellationToken stop) =>
        WalkForward.Run(series, models, horizon, WalkStart.For(series, horizon, request.From), request.To, limit, stop, walked: reached);

    private static Walked Judged(ForecastTable whole, BacktestRequest request)
    {
        var rows = Enumerable.Range(0, whole.Count).Where(r => whole.Origins[r] >= request.From && whole.Realized[r] is not null).ToArray();
        var bands = whole.Models.ToDictionary(m => m, m => ModelBands.Of(whole, m));
        var scored = whole.Rows(rows);
        return new Walked(
            whole, scored, bands.ToDictionary(b => b.Key, b => b.Value.Rows(scored, rows)),
            Scorecard.Of(whole, request.From, request.To, bounds: bands.ToDictionary(b => b.Key, b => b.Value.At(0.90))));
    }

    private IReadOnlyList<BlockEffect> Effects(HourlySeries series, TimeSpan horizon, BacktestRequest request, CancellationToken stop)
    {
        var last = Math.Min(request.To / Duration.Hour * Duration.Hour, series.End(series.Count - 1));
        return last < series.FirstEnd ? [] : BlockEffect.Of(series.At(last), horizon, FitTime.Limit(request.FitTime, clock), stop);
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

    // Margins are charged once a day, however often there are forecasts.
    private static MarginSample Sample(SourceDelivery delivery, BarSeries? past, ForecastTable whole)
    {
        var (variance, rows) = (whole.Of(ModelCatalog.Champion), Enumerable.Range(0, whole.Count).Where(r => whole.Origins[r] % Duration.Day == 0).ToArray());
        return MarginSample.From(delivery.Bars!, whole.Horizon, [.. rows.Select(r => whole.Origins[r])], [.. rows.Select(r => variance[r])], past);
    }

    private static MarginClass? Terms(SourceDelivery delivery, MarginPolicy policy, InstrumentCatalog catalog, ConcurrentBag<string> notes)
    {
        if (catalog.Find(delivery.Venue, delivery.Symbol) is { } facts) return policy.Class(facts.MarginClass);
        var note = $"{delivery.Symbol}: no policy margin, because data/instruments.json has no entry for it";
        if (!notes.Contains(note)) notes.Add(note);
        return null;
    }

    private static MarginBacktestRow[] Margins(string symbol, MarginSample sample, MarginClass? terms, MarginPolicy policy, BacktestRequest request, ConcurrentBag<string> notes)
    {
        var rows = (from confidence in request.Confidences
                    from target in Enum.GetValues<MarginTarget>()
                    from side in Recommender.Sides
                    from row in MarginBacktest.Run(symbol, sample, side, target, confidence, policy, terms, request.From, request.To)
                    select row).ToArray();
        if (rows.Length == 0) notes.Add($"{symbol}: no margins over {Duration.Format(sample.Period)}; they need {MarginSimulation.LeastScenarios} periods with a forecast before the origin");
        return rows;
    }

    private sealed record Walked(ForecastTable Whole, ForecastTable Scored, IReadOnlyDictionary<string, ModelBands> Bands, IReadOnlyList<Score> Scores);
}
