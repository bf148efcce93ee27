namespace Forecast.Core.Evaluation;

/// <summary>What is stated beside the forecasts of one model: intervals at the standard coverages, and early warnings.</summary>
/// <param name="Table">The forecasts.</param>
/// <param name="Model">The model.</param>
/// <param name="Intervals">Bounds by coverage, as <see cref="ConformalIntervals.Levels"/>, then row.</param>
/// <param name="Shocks">Warnings by row.</param>
/// <param name="Places">Where each outcome fell in the distribution that the bounds are read from, as <see cref="ConformalIntervals.Judged"/>, by row.</param>
public sealed record ModelBands(ForecastTable Table, string Model, (double Lower, double Upper)?[][] Intervals, Shock?[] Shocks, double?[] Places)
{
    /// <summary>Those of <paramref name="model"/>.</summary>
    public static ModelBands Of(ForecastTable table, string model)
    {
        var (bounds, places) = ConformalIntervals.Judged(table, model);
        return new ModelBands(table, model, bounds, EarlyWarning.Of(table, model), places);
    }

    /// <summary>Bounds at one of the standard coverages.</summary>
    /// <exception cref="ArgumentException">It is none of them.</exception>
    public (double Lower, double Upper)?[] At(double coverage) =>
        ConformalIntervals.Levels.ToList().IndexOf(coverage) is >= 0 and var k ? Intervals[k] : throw new ArgumentException($"{coverage} is no standard coverage; these are {string.Join(", ", ConformalIntervals.Levels)}", nameof(coverage));

    /// <summary>Those of the table of some of the rows, <paramref name="part"/>.</summary>
    public ModelBands Rows(ForecastTable part, IReadOnlyList<int> rows) => new(part, Model, [.. Intervals.Select(b => rows.Select(r => b[r]).ToArray())], [.. rows.Select(r => Shocks[r])], [.. rows.Select(r => Places[r])]);
}
