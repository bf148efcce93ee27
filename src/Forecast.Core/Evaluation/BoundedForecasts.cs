namespace Forecast.Core.Evaluation;

/// <summary>Forecasts with the bounds that were stated for what would be realised.</summary>
/// <param name="Table">The forecasts.</param>
/// <param name="Bounds">The 90 % bounds by model, one a row of the table; null where a row has none.</param>
public sealed record BoundedForecasts(ForecastTable Table, IReadOnlyDictionary<string, (double Lower, double Upper)?[]> Bounds)
{
    /// <summary>Some of the rows, with their bounds.</summary>
    public BoundedForecasts Rows(IReadOnlyList<int> rows) =>
        new(Table.Rows(rows), Bounds.ToDictionary(b => b.Key, b => rows.Select(r => b.Value[r]).ToArray()));
}
