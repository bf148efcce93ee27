using Forecast.Core.Measures;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Quality;

/// <summary>Watches realised variance, volume and trade count, in logs and day by day, in the newest table of measures that a night left in the lake.</summary>
public static class MeasureAlarms
{
    /// <summary>A false change point at most every ten years of days on average.</summary>
    public const double MeanRun = 3650;

    /// <summary>A false spike on at most one day in two hundred.</summary>
    public const double SpikeRate = 0.005;

    private static readonly string[] Watched = ["realized_variance", "volume", "trade_count"];

    /// <summary>The alarms of every instrument, by venue, symbol, measure and day.</summary>
    public static IReadOnlyList<MeasureAlarm> Of(Workspace workspace) =>
        [.. workspace.Lake.Instruments(TimeSpan.FromMinutes(15)).Concat(workspace.Lake.Instruments(TimeSpan.FromHours(1))).Select(i => (i.Venue, i.Symbol)).Distinct().Order()
            .SelectMany(i => workspace.Lake.ReadLatestTable(MeasureStep.Dataset, i.Venue, i.Symbol) is { } table ? Watched.SelectMany(m => Of(i.Venue, i.Symbol, m, table)) : [])];

    private static IEnumerable<MeasureAlarm> Of(string venue, string symbol, string measure, LakeTable table)
    {
        // A day without the measure, or without any of it, is no day of the series.
        var (days, values) = (table.Longs("day"), table.NullableDoubles(measure));
        var rows = Enumerable.Range(0, values.Length).Where(i => values[i] > 0).ToArray();
        var innovations = Innovations.Of(Array.ConvertAll(rows, i => Math.Log(values[i]!.Value)));
        long Day(int k) => days[rows[k + Innovations.First]];
        return SeriesWatch.Alarms(innovations, MeanRun, SpikeRate).Select(a => new MeasureAlarm(venue, symbol, measure, Day(a.Index), a.Kind, Day(a.Since), a.Score));
    }
}
