using Forecast.Core.Evaluation;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Steps;

/// <summary>The walk-forward forecasts of one instrument as a lake table: a row for each horizon, origin and model; without a forecast where the model had none.</summary>
internal static class WalkForwardTable
{
    public const string Dataset = "walk_forward";

    public static LakeTable Write(IReadOnlyList<ForecastTable> tables)
    {
        var rows = tables.SelectMany(t => Enumerable.Range(0, t.Count).SelectMany(r => t.Models.Select((m, k) => (Table: t, Row: r, Model: m, Index: k)))).ToArray();
        return new LakeTable(
            new LakeColumn("horizon_minutes", rows.Select(x => (long)x.Table.Horizon.TotalMinutes).ToArray()),
            new LakeColumn("origin", rows.Select(x => x.Table.Origins[x.Row]).ToArray()),
            new LakeColumn("model", rows.Select(x => x.Model).ToArray()),
            new LakeColumn("forecast_variance", rows.Select(x => x.Table.Forecasts[x.Index][x.Row] is var f && double.IsNaN(f) ? (double?)null : f).ToArray()),
            new LakeColumn("realized_variance", rows.Select(x => x.Table.Realized[x.Row]).ToArray()))
        { TimeColumn = "origin" };
    }

    public static IReadOnlyList<ForecastTable> Read(LakeTable table, string symbol)
    {
        var (horizon, origin, model) = (table.Longs("horizon_minutes"), table.Longs("origin"), table.Strings("model"));
        var (forecast, realized) = (table.NullableDoubles("forecast_variance"), table.NullableDoubles("realized_variance"));
        var tables = new List<ForecastTable>();
        foreach (var group in Enumerable.Range(0, horizon.Length).GroupBy(i => horizon[i]))
        {
            var rows = group.ToArray();
            var models = rows.Select(i => model[i]).Distinct().ToArray();
            var first = Enumerable.Range(0, rows.Length / models.Length).Select(k => rows[k * models.Length]).ToArray();
            tables.Add(new ForecastTable
            {
                Symbol = symbol,
                Horizon = TimeSpan.FromMinutes(group.Key),
                Models = models,
                Origins = [.. first.Select(i => origin[i])],
                Realized = [.. first.Select(i => realized[i])],
                Forecasts = [.. models.Select((_, k) => first.Select(i => forecast[i + k] ?? double.NaN).ToArray())],
            });
        }
        return tables;
    }
}
