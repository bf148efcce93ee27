using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Makes the forecasts that would have been made: at every origin each model is fitted on what was known at its last scheduled estimation and filtered
/// up to the origin. A forecast depends on nothing after its origin, nor on where the walk begins or ends.
/// <para>Origins: every h on the UTC grid for horizons that divide a day, else daily at 00:00 UTC, where there is a price at the origin.</para>
/// <para>An origin at which one of the models refuses has no row for any, so that all are compared over the same origins.</para>
/// </summary>
public static class WalkForward
{
    /// <summary>Walks over the origins in [<paramref name="from"/>, <paramref name="to"/>], Unix microseconds; an estimation that lasts longer than <paramref name="limit"/> has failed.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static ForecastTable Run(HourlySeries series, IReadOnlyList<IVolatilityModel> models, TimeSpan horizon, long from, long to, FitLimit? limit = null, CancellationToken stop = default)
    {
        var targets = series.Targets(horizon);
        var step = TargetTable.GridHours(targets.Hours) * Duration.Hour;
        var origins = new List<int>();
        for (var i = Math.Max(0, series.IndexOf(Math.Max(from, series.FirstEnd))); i < series.Count && series.End(i) <= to; i++)
        {
            if (series.End(i) >= from && series.End(i) % step == 0 && series.OnTime[i]) origins.Add(i);
        }
        var singles = models.SelectMany(m => m is CombinationModel c ? c.Members : [m]).Distinct().ToArray();
        var walks = singles.ToDictionary(m => m, m => Walk(series, m, horizon, origins, limit, stop));
        var kept = Enumerable.Range(0, origins.Count).Where(r => walks.Values.All(w => w[r] is not null)).ToArray();
        return new ForecastTable
        {
            Symbol = series.Symbol,
            Horizon = horizon,
            Origins = [.. kept.Select(r => series.End(origins[r]))],
            Realized = [.. kept.Select(r => Array.BinarySearch(targets.Origin, origins[r]) is >= 0 and var k ? targets.Value[k] : (double?)null)],
            Models = [.. models.Select(m => m.Id)],
            Forecasts = [.. models.Select(m => kept.Select(r => At(m, r)).ToArray())],
        };

        double At(IVolatilityModel model, int row) =>
            model is CombinationModel c ? CombinationModel.Combine([.. c.Members.Select(m => walks[m][row]!.Value)]) : walks[model][row]!.Value;
    }

    private static double?[] Walk(HourlySeries series, IVolatilityModel model, TimeSpan horizon, List<int> origins, FitLimit? limit, CancellationToken stop)
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
