using Forecast.Core.Measures;
using Forecast.Core.Models;

namespace Forecast.Core.Evaluation;

/// <summary>Scores every model of a table over the same origins; rows with a zero target count for the squared error only.</summary>
public static class Scorecard
{
    /// <summary>One score a model, over the rows of <paramref name="table"/> that have a target in [<paramref name="from"/>, <paramref name="to"/>]; empty where none has.</summary>
    /// <param name="benchmark">The model that the others are compared with.</param>
    /// <param name="bounds">The 90 % bounds of each model's rows; without them those of <see cref="ConformalIntervals"/>.</param>
    /// <exception cref="ArgumentException">The table has no forecasts of the benchmark.</exception>
    public static IReadOnlyList<Score> Of(
        ForecastTable table, long from, long to, string benchmark = ModelCatalog.Benchmark, IReadOnlyDictionary<string, (double Lower, double Upper)?[]>? bounds = null)
    {
        var rows = Enumerable.Range(0, table.Count).Where(r => table.Origins[r] >= from && table.Origins[r] <= to && table.Realized[r] is not null).ToArray();
        var positive = rows.Where(r => table.Realized[r] > 0).ToArray();
        if (positive.Length == 0) return [];
        var losses = table.Forecasts.Select(f => positive.Select(r => Loss.Qlike(table.Realized[r]!.Value, f[r])).ToArray()).ToArray();
        var compared = losses[Array.IndexOf(table.Models, benchmark) is >= 0 and var b ? b : throw new ArgumentException($"the table has no {benchmark} to compare with")];
        var steps = TargetTable.StepsOf(table.Horizon);
        // With too few origins to tell, no model is out.
        var inside = ModelConfidenceSet.Of(losses, steps).Value?.Members(0.10) ?? [.. losses.Select(_ => true)];
        return [.. table.Models.Select((model, m) =>
        {
            var (forecast, loss) = (table.Forecasts[m], losses[m]);
            return new Score(
                table.Symbol, table.Horizon, model, rows.Length, loss.Average(),
                rows.Average(r => Loss.SquaredError(table.Realized[r]!.Value, forecast[r])),
                loss.Average() / compared.Average(),
                ReferenceEquals(loss, compared) ? null : DieboldMariano.Test(loss.Zip(compared, (x, y) => x - y).ToArray(), steps).Value,
                inside[m], rows.Average(r => table.Realized[r]!.Value / forecast[r]), Coverage(table, bounds?[model] ?? ConformalIntervals.Of(table, model, 0.90), rows));
        })];
    }

    private static double? Coverage(ForecastTable table, (double Lower, double Upper)?[] bounds, int[] rows)
    {
        var judged = rows.Where(r => bounds[r] is not null).ToArray();
        return judged.Length == 0 ? null : judged.Average(r => table.Realized[r] >= bounds[r]!.Value.Lower && table.Realized[r] <= bounds[r]!.Value.Upper ? 1.0 : 0.0);
    }
}
