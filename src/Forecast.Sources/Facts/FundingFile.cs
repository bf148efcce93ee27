using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A file of funding rates: <c>Symbol,Date,Funding Rate</c>; Binance's archive (<c>calc_time,funding_interval_hours,last_funding_rate</c>) and REST answer; a table of several
/// exchanges with <c>exchange</c>, <c>pair</c> and <c>contract</c>, whose spot rows have no funding and are left out.
/// </summary>
internal static class FundingFile
{
    private static readonly string[] Required = ["time", "rate"], Optional = ["symbol", "venue", "interval_hours", "mark_price"];

    private readonly record struct Row(long Time, double Rate, double? IntervalHours, double? MarkPrice);

    private readonly record struct Places(int Time, int Rate, int Symbol, int Venue, int Contract, int Interval, int Mark);

    public static FactFile Read(string path, FactRequest request)
    {
        var text = InputText.Read(path, request.Policy);
        var layout = FactLayout.Of(text, request, "funding", Required, Optional);
        var records = layout.Records();
        var columns = records.Columns;
        var places = new Places(
            columns.Require("time", "date", "timestamp", "calc_time", "fundingtime", "funding_time"), columns.Require("rate", "funding_rate", "fundingrate", "last_funding_rate"), columns.Find("symbol", "pair", "instrument"),
            columns.Find("exchange", "venue"), columns.Find("contract"), columns.Find("interval_hours", "funding_interval_hours"), columns.Find("mark_price", "markprice"));
        // Only Binance's archive calls the time so, and its files are named after their symbols: BTCUSDT-fundingRate-2024-01.
        var archive = columns.Find("calc_time") >= 0 || columns.Find("fundingtime") >= 0;
        var names = new InstrumentNames(path, request, archive ? "binance" : null, archive ? Path.GetFileName(path).Split("-fundingRate")[0] : null);
        var times = layout.Times(places.Time, out var areLocal);
        FundingGrid.Require(zone => Times(layout, layout.Times(places.Time, out _, zone), places, names), layout.Zone, path, areLocal);
        return Read(text, records, times, places, names);
    }

    private static FactFile Read(InputText text, RecordReader records, TimeReader times, Places places, InstrumentNames names)
    {
        var table = new FactTable<Row, long>(text, "funding", r => r.Time);
        while (records.MoveNext())
        {
            if (!IsFunding(records, places)) table.LeftOut++;
            else if (names.Of(records[places.Venue], records[places.Symbol], out var venue, out var symbol) is { } unnamed)
                table.Of(venue, symbol).SetAside(records.Broken ?? unnamed, $"symbol is '{Encoding.UTF8.GetString(records[places.Symbol])}'", records);
            else if (!names.IsWanted(symbol)) table.LeftOut++;
            else if (records.Broken is { } form) table.Of(venue, symbol).SetAside(form, $"the file has {records.Columns.Names.Count} columns", records);
            else if (times.Read(records[places.Time], out var time, out var detail) is { } untimed) table.Of(venue, symbol).SetAside(untimed, detail, records);
            else
            {
                var number = new FactNumber();
                var row = new Row(
                    FundingGrid.Hour(time) ?? time, number.Required(records, places.Rate, "rate"), number.Optional(records, places.Interval, "interval"), number.Optional(records, places.Mark, "mark price"));
                number.Unless(FundingGrid.Hour(time) is null, FactRuleCatalog.OffFundingGrid, $"time is {Instant.Format(time)}");
                number.Unless(Math.Abs(row.Rate) > 1, FactRuleCatalog.ImplausibleRate, $"rate is {row.Rate}");
                number.Unless(row.IntervalHours <= 0, CleaningRuleCatalog.OutOfRange, $"interval is {row.IntervalHours} hours");
                number.Unless(row.MarkPrice <= 0, CleaningRuleCatalog.NonPositivePrice, $"mark price is {row.MarkPrice}");
                if (number.Broken is { } rule) table.Of(venue, symbol).SetAside(rule, number.Detail, records);
                else table.Of(venue, symbol).Add(row, records);
            }
        }
        return table.Finished(rows =>
        [
            new("time", rows.ConvertAll(r => r.Time).ToArray()), new("rate", rows.ConvertAll(r => r.Rate).ToArray()),
            new("interval_hours", rows.ConvertAll(r => r.IntervalHours).ToArray()), new("mark_price", rows.ConvertAll(r => r.MarkPrice).ToArray()),
        ]);
    }

    private static List<List<long>> Times(FactLayout layout, TimeReader times, Places places, InstrumentNames names)
    {
        var series = new Dictionary<(string, string), List<long>>();
        var records = layout.Records();
        while (records.MoveNext())
        {
            if (records.Broken is not null || !IsFunding(records, places) || names.Of(records[places.Venue], records[places.Symbol], out var venue, out var symbol) is not null) continue;
            if (times.Read(records[places.Time], out var time) is not null) continue;
            if (!series.TryGetValue((venue, symbol), out var list)) series[(venue, symbol)] = list = [];
            list.Add(time);
        }
        foreach (var list in series.Values) list.Sort();
        return [.. series.Values];
    }

    private static bool IsFunding(RecordReader records, Places places) => !records[places.Contract].SequenceEqual("spot"u8);
}
