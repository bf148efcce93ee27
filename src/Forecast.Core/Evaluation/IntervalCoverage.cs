using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// What intervals of a model cover at a horizon: the share of targets within their bounds, over all rows and where the forecast is in the lowest, middle and highest third of its own over the instrument.
/// <para>Each instrument counts the same. Terciles: by order statistics of the instrument's forecasts, known at the origin; ties go to the lower third.</para>
/// </summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Model">Model.</param>
/// <param name="Coverage">What was promised.</param>
/// <param name="Count">Rows with bounds and a target.</param>
/// <param name="All">Covered of all rows.</param>
/// <param name="Terciles">Covered where the forecast was low, middling and high; null without a row there.</param>
/// <param name="Below">Share of targets below the lower bound; the rest of what is not covered lies above.</param>
public sealed record IntervalCoverage(TimeSpan Horizon, string Model, double Coverage, int Count, double All, IReadOnlyList<double?> Terciles, double Below)
{
    /// <summary>By horizon, model and coverage; a horizon and model without a judged row has none.</summary>
    public static IReadOnlyList<IntervalCoverage> Of(IEnumerable<ModelBands> bands) =>
    [
        .. from g in bands.GroupBy(b => (b.Table.Horizon, b.Model)).OrderBy(g => g.Key.Horizon)
           from k in Enumerable.Range(0, ConformalIntervals.Levels.Count)
           let instruments = g.Select(b => Judged(b, k)).Where(rows => rows.Length > 0).ToArray()
           where instruments.Length > 0
           select new IntervalCoverage(
               g.Key.Horizon, g.Key.Model, ConformalIntervals.Levels[k], instruments.Sum(rows => rows.Length), instruments.Average(rows => rows.Average(r => r.Side == 0 ? 1.0 : 0)),
               [.. Enumerable.Range(0, 3).Select(t => instruments.Select(rows => rows.Where(r => r.Tercile == t).ToArray()).Where(rows => rows.Length > 0).Average(rows => (double?)rows.Average(r => r.Side == 0 ? 1.0 : 0)))],
               instruments.Average(rows => rows.Average(r => r.Side < 0 ? 1.0 : 0))),
    ];

    private static (int Tercile, int Side)[] Judged(ModelBands bands, int level)
    {
        var (table, forecast, bounds) = (bands.Table, bands.Table.Of(bands.Model), bands.Intervals[level]);
        int[] rows = [.. Enumerable.Range(0, table.Count).Where(r => bounds[r] is not null && table.Realized[r] is not null)];
        if (rows.Length == 0) return [];
        double[] sorted = [.. rows.Select(r => forecast[r]).Order()];
        var (low, high) = (OrderStatistic.Of(sorted, 1.0 / 3), OrderStatistic.Of(sorted, 2.0 / 3));
        return [.. rows.Select(r => (forecast[r] <= low ? 0 : forecast[r] <= high ? 1 : 2, table.Realized[r] < bounds[r]!.Value.Lower ? -1 : table.Realized[r] > bounds[r]!.Value.Upper ? 1 : 0))];
    }
}
