using Forecast.Core.Measures;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Steps;

/// <summary>Bars → the measures of every day that is over, as a table in the lake.</summary>
internal static class MeasureStep
{
    public const string Dataset = "measures_daily";

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
        return new StepResult(day.WriteTable(Dataset, table), static _ => { });
    }
}
