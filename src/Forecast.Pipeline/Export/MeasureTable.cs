using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Storage.Export;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Export;

/// <summary>The realised measures of every day, from the bars of the lake as they are known now.</summary>
public static class MeasureTable
{
    public static ExportResult Of(Lake lake, ExportRequest request)
    {
        var (instruments, missing) = ExportInstruments.Of(lake, request);
        var days = instruments.Select(i => (Instrument: i, Measures: DailyMeasures.From(lake.ReadBars(i.Venue, i.Symbol, request.Interval))))
            .SelectMany(i => Enumerable.Range(0, i.Measures.Day.Length).Where(d => i.Measures.Day[d] >= (request.From ?? long.MinValue) && i.Measures.Day[d] < (request.Until ?? long.MaxValue)).Select(d => (i.Instrument, i.Measures, Day: d))).ToArray();
        if (days.Length == 0) return new ExportResult(null, missing.Count > 0 ? missing : ["no day of the range is over and has bars"]);
        var table = new LakeTable(
        [
            new LakeColumn("venue", Array.ConvertAll(days, d => d.Instrument.Venue)),
            new LakeColumn("symbol", Array.ConvertAll(days, d => d.Instrument.Symbol)),
            new LakeColumn("day", Array.ConvertAll(days, d => d.Measures.Day[d.Day])),
            new LakeColumn("missing_bars", Array.ConvertAll(days, d => (long)d.Measures.MissingBars[d.Day])),
            .. MeasureCatalog.All.Select((m, k) => new LakeColumn(m.Name, Array.ConvertAll(days, d => d.Measures.Values[k][d.Day]))),
        ]);
        var notes = MeasureCatalog.All.ToDictionary(m => m.Name, m => $"{m.Unit}: {m.Description}");
        notes["interval"] = Duration.Format(request.Interval);
        if (days.Any(d => SimulatedMarket.Has(d.Instrument.Venue, d.Instrument.Symbol))) notes["simulated"] = "SIMULATED market: these prices are made up";
        return new ExportResult(new ExportTable(table, ["day"], notes), missing);
    }
}
