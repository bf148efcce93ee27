using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Steps;

/// <summary>Bars → the measures of every day that is over, and the gaps, as tables in the lake.</summary>
internal static class MeasureStep
{
    public const string Dataset = "measures_daily";

    /// <summary>The table of gaps: from, to, missing (bars; for no-trade bars that are there), kind.</summary>
    public const string GapsDataset = "gaps";

    public static StepResult Run(InstrumentDay day, long item)
    {
        var measures = DailyMeasures.From(day.Bars);
        var table = new LakeTable(
        [
            new LakeColumn("day", measures.Day),
            new LakeColumn("missing_bars", measures.MissingBars.Select(m => (long)m).ToArray()),
            .. MeasureCatalog.All.Select((m, k) => new LakeColumn(m.Name, measures.Values[k])),
        ])
        { TimeColumn = "day" };
        var facts = day.Listing();
        var gaps = BarGaps.Of(day.Bars, SourceCatalog.WritesEveryBar(day.Venue), facts?.Listed, facts?.Delisted, day.AsOf);
        day.WriteTable(GapsDataset, new LakeTable(
            new LakeColumn("from_time", gaps.Select(g => g.From).ToArray()), new LakeColumn("to_time", gaps.Select(g => g.To).ToArray()),
            new LakeColumn("missing", gaps.Select(g => g.Missing!.Value).ToArray()), new LakeColumn("kind", gaps.Select(g => Spelled(g.Kind)).ToArray()))
        { TimeColumn = "from_time" });
        return new StepResult(day.WriteTable(Dataset, table), static _ => { });
    }

    private static string Spelled(GapKind kind) => kind switch { GapKind.NoTrade => "no-trade", GapKind.NoData => "no-data", _ => "unknown" };
}
