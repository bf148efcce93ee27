using Forecast.Core.Measures;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Steps;

/// <summary>Bars → the measures of every day that is over, as a table in the lake.</summary>
internal static class MeasureStep
{
    public static StepResult Run(InstrumentDay day, long item)
    {
        var measures = DailyMeasures.From(day.Bars);
        var table = new LakeTable().Add("day", measures.Day).Add("missing_bars", measures.MissingBars.Select(m => (long)m).ToArray());
        for (var k = 0; k < MeasureCatalog.All.Count; k++) table.Add(MeasureCatalog.All[k].Name, measures.Values[k]);
        return new StepResult(day.WriteTable("measures_daily", table), static _ => { });
    }
}
