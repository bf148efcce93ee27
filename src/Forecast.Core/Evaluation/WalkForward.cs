using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Makes the forecasts that would have been made: at every origin each model is fitted on what was known at its last scheduled estimation and filtered
/// up to the origin. A forecast depends on nothing after its origin, nor on where the walk begins or ends: members of a combination are walked from further back, as its weights stand on their losses.
/// <para>Origins: every h on the UTC grid for horizons that divide a day, else daily at 00:00 UTC, where there is a price at the origin.</para>
/// <para>An origin at which one of the models refuses has no row for any, so that all are compared over the same origins; where each model stands for itself, a row is wherever one has a forecast. A combination goes on without a member.</para>
/// </summary>
public static class WalkForward
{
    /// <summary>What <see cref="Run"/> walks one after the other for <paramref name="models"/>: the members of combinations, which are then combined, and the models themselves.</summary>
    public static IReadOnlyList<IVolatilityModel> Walked(IEnumerable<IVolatilityModel> models)
    {
        IVolatilityModel[] all = [.. models];
        return [.. all.OfType<CombinationModel>().SelectMany(c => c.Members.Select(m => m.Model)).Concat(all.Where(m => m is not CombinationModel)).Distinct()];
    }

    /// <summary>Walks over the origins in [<paramref name="from"/>, <paramref name="to"/>], Unix microseconds; an estimation that lasts longer than <paramref name="limit"/> has failed.</summary>
    /// <param name="series">What the instrument's hours hold.</param>
    /// <param name="models">In the order of the table; those of <see cref="Walked"/> are walked.</param>
    /// <param name="horizon">Of the forecasts.</param>
    /// <param name="from">First origin.</param>
    /// <param name="to">Last origin.</param>
    /// <param name="limit">The time of each estimation.</param>
    /// <param name="stop">Ends the walk.</param>
    /// <param name="needsAll">Whether a row needs all models; if not, one is enough, and the others' forecasts there are NaN.</param>
    /// <param name="walked">Told after every estimation which share of a model's origins is behind.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static ForecastTable Run(
        HourlySeries series, IReadOnlyList<IVolatilityModel> models, TimeSpan horizon, long from, long to, FitLimit? limit = null, CancellationToken stop = default, bool needsAll = true, Action<IVolatilityModel, double>? walked = null)
    {
        var targets = series.Targets(horizon);
        var step = TargetTable.GridHours(targets.Hours) * Duration.Hour;
        var combinations = models.OfType<CombinationModel>().ToArray();
        // What is known of members' losses at the first origin has to be known there too.
        var lead = combinations.Length > 0 && from > series.FirstEnd ? MemberRecord.Window(horizon) + Duration.Microseconds(horizon) : 0;
        var origins = new List<int>();
        for (var i = Math.Max(0, series.IndexOf(Math.Max(from - lead, series.FirstEnd))); i < series.Count && series.End(i) <= to; i++)
        {
            if (series.End(i) >= from - lead && series.End(i) % step == 0 && series.OnTime[i]) origins.Add(i);
        }
        var realized = Array.ConvertAll([.. origins], i => Array.BinarySearch(targets.Origin, i) is >= 0 and var k ? targets.Value[k] : (double?)null);
        var first = origins.FindIndex(i => series.End(i) >= from) is >= 0 and var found ? found : origins.Count;
        var walks = new Dictionary<IVolatilityModel, double?[]>();
        foreach (var model in Walked(models))
        {
            var begin = Array.Exists(combinations, c => c.Members.Any(m => m.Model == model)) ? 0 : first;
            walks[model] = [.. new double?[begin], .. Walk(series, model, horizon, origins[begin..], limit, share => walked?.Invoke(model, share), stop)];
            walked?.Invoke(model, 1);
        }
        var (ends, records) = (origins.Select(series.End).ToArray(), new Dictionary<CombinationModel, MemberRecord[][]>());
        foreach (var combination in combinations)
        {
            var members = combination.Members.Select(m => walks[m.Model]).ToArray();
            records[combination] = Records(combination, members, realized, ends, step, horizon);
            walks[combination] = [.. ends.Select((_, r) => combination.Combine([.. members.Select(m => m[r] ?? double.NaN)], records[combination][r]))];
        }
        var kept = Enumerable.Range(first, origins.Count - first).Where(r => needsAll ? models.All(m => walks[m][r] is not null) : models.Any(m => walks[m][r] is not null)).ToArray();
        return new ForecastTable
        {
            Symbol = series.Symbol,
            Horizon = horizon,
            Origins = [.. kept.Select(r => ends[r])],
            Realized = [.. kept.Select(r => realized[r])],
            Models = [.. models.Select(m => m.Id)],
            Forecasts = [.. models.Select(m => kept.Select(r => walks[m][r] ?? double.NaN).ToArray())],
            Records = ends.Length > 0 ? records.ToDictionary(r => r.Key.Id, r => (IReadOnlyList<MemberRecord>)r.Value[^1]) : [],
        };
    }

    private static MemberRecord[][] Records(CombinationModel combination, double?[][] members, double?[] realized, long[] ends, long step, TimeSpan horizon)
    {
        var losses = Array.ConvertAll(members, m => m.Select((f, r) => f is { } forecast && realized[r] is > 0 and var y ? Loss.Qlike(y, forecast) : double.NaN).ToArray());
        return MemberRecord.Of(losses, [.. combination.Members.Select(m => m.Share)], ends, step, horizon);
    }

    private static double?[] Walk(HourlySeries series, IVolatilityModel model, TimeSpan horizon, List<int> origins, FitLimit? limit, Action<double> walked, CancellationToken stop)
    {
        var forecasts = new double?[origins.Count];
        var (due, at) = (long.MinValue, 0);
        IVolatilityFilter? filter = null;
        for (var r = 0; r < origins.Count; r++)
        {
            stop.ThrowIfCancellationRequested();
            var history = new MarketHistory(series, origins[r] + 1);
            var scheduled = RefitSchedule.Last(history.Origin, model.RefitEvery);
            if (scheduled != due)
            {
                due = scheduled;
                filter = RefitSchedule.Fit(model, history, horizon, limit, stop).Model is { } fitted ? model.Filter(fitted, history) : null;
                walked((r + 1.0) / origins.Count);
            }
            else
            {
                for (var i = at + 1; i <= origins[r]; i++) filter?.Append(new MarketHistory(series, i + 1));
            }
            at = origins[r];
            // A price that stood still for a month leaves nothing to forecast from.
            forecasts[r] = filter?.Forecast is > 0 and < double.PositiveInfinity and var f ? f : null;
        }
        return forecasts;
    }
}
