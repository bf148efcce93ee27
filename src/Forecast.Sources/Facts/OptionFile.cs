using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Option chains of Deribit as CSV: a row an instrument and time, prices in the coin, implied volatility as a fraction of one a year. Bid and ask may be empty: nobody quotes. What can be computed from the others
/// (mid, spread, time to maturity) is not kept. A file <c>date,dvol_close</c> is its volatility index instead: percent a year, a value a day, known at the day's end.
/// </summary>
internal static class OptionFile
{
    private readonly record struct Row(
        long Time, string Instrument, string Type, double Strike, long Expiry, double? Bid, double? Ask, double? Mark, double? Underlying, string UnderlyingName, double? Volatility, double? Delta, double? Vega, double? OpenInterest,
        double? Volume, double? VolumeUsd, double? Index);

    private readonly record struct IndexRow(long Time, double Value);

    public static FactFile Read(string path, FactRequest request)
    {
        var text = InputText.Read(path, request.Policy);
        var layout = FactLayout.Of(text, request with { Mapping = null }, "options", [], []);
        return layout.Records().Columns.Find("dvol_close") >= 0 ? ReadIndex(text, layout, request) : ReadChain(text, layout, request);
    }

    private static FactFile ReadChain(InputText text, FactLayout layout, FactRequest request)
    {
        var records = layout.Records();
        var places = new OptionPlaces(records.Columns);
        var names = new InstrumentNames(text.File.Path, request, "deribit", null);
        var times = layout.Times(places.Time, out _);
        var instruments = new Dictionary<string, OptionInstrument?>(StringComparer.Ordinal);
        var table = new FactTable<Row, (long, string)>(text, "option_quotes", r => (r.Time, r.Instrument));
        while (records.MoveNext())
        {
            if (names.Of(default, records[places.Currency], out var venue, out var symbol) is { } unnamed)
            {
                table.Of(venue, symbol).SetAside(records.Broken ?? unnamed, $"currency is '{Encoding.UTF8.GetString(records[places.Currency])}'", records);
                continue;
            }
            if (!names.IsWanted(symbol))
            {
                table.LeftOut++;
                continue;
            }
            if (records.Broken is { } form) table.Of(venue, symbol).SetAside(form, $"the file has {records.Columns.Names.Count} columns", records);
            else if (Parse(records, places, times, instruments, out var row, out var detail) is { } rule) table.Of(venue, symbol).SetAside(rule, detail, records);
            else table.Of(venue, symbol).Add(row, records);
        }
        return table.Finished(Columns);
    }

    private static CleaningRule? Parse(RecordReader records, OptionPlaces places, TimeReader times, Dictionary<string, OptionInstrument?> instruments, out Row row, out string detail)
    {
        row = default;
        if (times.Read(records[places.Time], out var time, out detail) is { } untimed) return untimed;
        if (times.Read(records[places.Expiry], out var expiry, out detail) is { } endless) return endless;
        var name = Encoding.UTF8.GetString(records[places.Instrument]);
        if (!instruments.TryGetValue(name, out var instrument)) instruments[name] = instrument = OptionInstrument.Parse(name);
        var isCall = records[places.Type].SequenceEqual("call"u8) || records[places.Type].SequenceEqual("C"u8);
        var isPut = records[places.Type].SequenceEqual("put"u8) || records[places.Type].SequenceEqual("P"u8);
        var number = new FactNumber();
        row = new Row(
            time, name, isCall ? "call" : "put", number.Required(records, places.Strike, "strike"), expiry, number.Optional(records, places.Bid, "bid"), number.Optional(records, places.Ask, "ask"), number.Optional(records, places.Mark, "mark price"),
            number.Optional(records, places.Underlying, "underlying"), Encoding.UTF8.GetString(records[places.UnderlyingName]), number.Optional(records, places.Volatility, "implied volatility"), number.Optional(records, places.Delta, "delta"),
            number.Optional(records, places.Vega, "vega"), number.Optional(records, places.OpenInterest, "open interest"), number.Optional(records, places.Volume, "volume"), number.Optional(records, places.VolumeUsd, "volume in USD"),
            number.Optional(records, places.Index, "index price"));
        number.Unless(row.Strike <= 0, CleaningRuleCatalog.NonPositivePrice, $"strike is {row.Strike}");
        // A far option's mark rounds to 0; nobody bids below nothing.
        number.Unless(row.Bid < 0 || row.Ask < 0 || row.Mark < 0 || row.Underlying <= 0 || row.Index <= 0, CleaningRuleCatalog.NonPositivePrice, $"bid {row.Bid}, ask {row.Ask}, mark {row.Mark}, underlying {row.Underlying}, index {row.Index}");
        number.Unless(row.OpenInterest < 0 || row.Volume < 0 || row.VolumeUsd < 0, CleaningRuleCatalog.NegativeVolume, $"open interest {row.OpenInterest}, volume {row.Volume}, in USD {row.VolumeUsd}");
        number.Unless(row.Volatility <= 0, FactRuleCatalog.NonPositiveVolatility, $"implied volatility is {row.Volatility}");
        number.Unless(row.Bid > row.Ask, FactRuleCatalog.CrossedQuote, $"bid {row.Bid}, ask {row.Ask}");
        number.Unless(expiry <= time, FactRuleCatalog.ExpiredOption, $"at {Instant.Format(time)}, expired {Instant.Format(expiry)}");
        number.Unless(
            instrument is null || !(isCall || isPut) || instrument.IsCall != isCall || instrument.Strike != row.Strike || instrument.Expiry != expiry || !records[places.Currency].SequenceEqual(Encoding.UTF8.GetBytes(instrument.Currency)),
            FactRuleCatalog.InstrumentMismatch, $"{name} beside {Encoding.UTF8.GetString(records[places.Currency])}, {Encoding.UTF8.GetString(records[places.Type])}, strike {row.Strike}, expiry {Instant.Format(expiry)}");
        detail = number.Detail;
        return number.Broken;
    }

    private static IReadOnlyList<FactColumn> Columns(List<Row> rows) =>
    [
        new("time", rows.ConvertAll(r => r.Time).ToArray()), new("instrument", rows.ConvertAll(r => r.Instrument).ToArray()), new("option_type", rows.ConvertAll(r => r.Type).ToArray()),
        new("strike", rows.ConvertAll(r => r.Strike).ToArray()), new("expiry", rows.ConvertAll(r => r.Expiry).ToArray()), new("bid_price", rows.ConvertAll(r => r.Bid).ToArray()),
        new("ask_price", rows.ConvertAll(r => r.Ask).ToArray()), new("mark_price", rows.ConvertAll(r => r.Mark).ToArray()), new("underlying_price", rows.ConvertAll(r => r.Underlying).ToArray()),
        new("underlying_name", rows.ConvertAll(r => r.UnderlyingName).ToArray()), new("implied_volatility", rows.ConvertAll(r => r.Volatility).ToArray()), new("delta", rows.ConvertAll(r => r.Delta).ToArray()),
        new("vega", rows.ConvertAll(r => r.Vega).ToArray()), new("open_interest", rows.ConvertAll(r => r.OpenInterest).ToArray()), new("volume", rows.ConvertAll(r => r.Volume).ToArray()),
        new("volume_usd", rows.ConvertAll(r => r.VolumeUsd).ToArray()), new("index_price", rows.ConvertAll(r => r.Index).ToArray()),
    ];

    private static FactFile ReadIndex(InputText text, FactLayout layout, FactRequest request)
    {
        var records = layout.Records();
        var (date, close) = (records.Columns.Require("date", "time", "timestamp"), records.Columns.Require("dvol_close"));
        var coin = Path.GetFileName(text.File.Path).ToUpperInvariant().Split('_', '-', '.').Intersect(["BTC", "ETH"]).ToArray() is [var one] ? one : null;
        if ((request.Symbol ?? coin) is null) throw new InputException("nothing says whose volatility index the file is", text.File.Path, "say it with --symbol, as in --symbol BTC");
        var names = new InstrumentNames(text.File.Path, request, "deribit", coin);
        var times = layout.Times(date, out _);
        var table = new FactTable<IndexRow, long>(text, "implied_volatility_index", r => r.Time);
        while (records.MoveNext())
        {
            _ = names.Of(default, default, out var venue, out var symbol);
            if (records.Broken is { } form) table.Of(venue, symbol).SetAside(form, $"the file has {records.Columns.Names.Count} columns", records);
            else if (times.Read(records[date], out var time, out var detail) is { } untimed) table.Of(venue, symbol).SetAside(untimed, detail, records);
            else
            {
                var number = new FactNumber();
                var row = new IndexRow(time + Duration.Day, number.Required(records, close, "dvol_close"));
                number.Unless(row.Value <= 0, FactRuleCatalog.NonPositiveVolatility, $"dvol_close is {row.Value}");
                number.Unless(time % Duration.Day != 0, CleaningRuleCatalog.OffGrid, $"{Instant.Format(time)} is no start of a UTC day");
                if (number.Broken is { } rule) table.Of(venue, symbol).SetAside(rule, number.Detail, records);
                else table.Of(venue, symbol).Add(row, records);
            }
        }
        return table.Finished(rows => [new("time", rows.ConvertAll(r => r.Time).ToArray()), new("close", rows.ConvertAll(r => r.Value).ToArray())]);
    }
}
