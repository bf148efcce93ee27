using Forecast.Core.Measures;
using Forecast.Core.Models;

namespace Forecast.Core.Evaluation;

/// <summary>Scores every model of a table over the same origins; rows with a zero target count for the squared error only.</summary>
public static class Scorecard
{
    /// <summary>One score a model, over the rows of <paramref name="table"/> that have a target in [<paramref name="from"/>, <paramref name="to"/>]; empty where none has.</summary>
    public static IReadOnlyList<Score> Of(ForecastTable table, long from, long to)
    {
        var rows = Enumerable.Range(0, table.Count).Where(r => table.Origins[r] >= from && table.Origins[r] <= to && table.Realized[r] is not null).ToArray();
        var positive = rows.Where(r => table.Realized[r] > 0).ToArray();
        if (positive.Length == 0) return [];
        var losses = table.Forecasts.Select(f => positive.Select(r => Loss.Qlike(table.Realized[r]!.Value, f[r])).ToArray()).ToArray();
        var benchmark = losses[Array.IndexOf(table.Models, ModelCatalog.Benchmark) is >= 0 and var b ? b : throw new ArgumentException($"the table has no {ModelCatalog.Benchmark} to compare with")];
        var hours = TargetTable.HoursOf(table.Horizon);
        var steps = (hours + TargetTable.GridHours(hours) - 1) / TargetTable.GridHours(hours);
        // With too few origins to tell, no model is out.
        var inside = ModelConfidenceSet.Of(losses, steps).Value?.Members(0.10) ?? [.. losses.Select(_ => true)];
        return [.. table.Models.Select((model, m) =>
        {
            var (forecast, loss) = (table.Forecasts[m], losses[m]);
            return new Score(
                table.Symbol, table.Horizon, model, rows.Length, loss.Average(),
                rows.Average(r => Loss.SquaredError(table.Realized[r]!.Value, forecast[r])),
                loss.Average() / benchmark.Average(),
                ReferenceEquals(loss, benchmark) ? null : DieboldMariano.Test(loss.Zip(benchmark, (x, y) => x - y).ToArray(), steps).Value,
                inside[m], rows.Average(r => table.Realized[r]!.Value / forecast[r]), Coverage(table, model, rows));
        })];
    }

    private static double? Coverage(ForecastTable table, string model, int[] rows)
    {
        var bounds = ConformalIntervals.Of(table, model, 0.90);
        var judged = rows.Where(r => bounds[r] is not null).ToArray();
        return judged.Length == 0 ? null : judged.Average(r => table.Realized[r] >= bounds[r]!.Value.Lower && table.Realized[r] <= bounds[r]!.Value.Upper ? 1.0 : 0.0);
    }
}
