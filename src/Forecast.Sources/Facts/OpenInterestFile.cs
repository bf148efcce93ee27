using System.Text;
using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A file of open interest: daily bars of it (<c>oi_open,oi_high,oi_low,oi_close</c>, stamped with the start of the day; the close is known at its end, and that is the row's time); Binance's
/// metrics archive (<c>create_time,symbol,sum_open_interest,sum_open_interest_value</c>) and openInterestHist answer.
/// </summary>
internal static partial class OpenInterestFile
{
    private static readonly string[] Required = ["time", "open_interest"], Optional = ["symbol", "venue", "open_interest_value"];

    private readonly record struct Row(long Time, double Interest, double? Value, double? Open, double? High, double? Low);

    public static FactFile Read(string path, FactRequest request)
    {
        var text = InputText.Read(path, request.Policy);
        var layout = FactLayout.Of(text, request, "open-interest", Required, Optional);
        var records = layout.Records();
        var columns = records.Columns;
        var isDaily = columns.Find("oi_close") >= 0;
        var (time, interest) = (columns.Require("time", "timestamp", "create_time", "date"), columns.Require("open_interest", "oi_close", "sum_open_interest", "sumopeninterest"));
        var (symbolAt, venueAt, coinAt, contractAt) = (columns.Find("symbol", "pair"), columns.Find("exchange", "venue"), columns.Find("coin_symbol"), columns.Find("contracttype"));
        var (value, open, high, low) = (columns.Find("open_interest_value", "sum_open_interest_value", "sumopeninterestvalue"), columns.Find("oi_open"), columns.Find("oi_high"), columns.Find("oi_low"));
        var binance = columns.Find("sum_open_interest", "sumopeninterest") >= 0;
        var names = new InstrumentNames(path, request, binance ? "binance" : null, null);
        var times = layout.Times(time, out _);
        var table = new FactTable<Row, long>(text, "open_interest", r => r.Time);
        while (records.MoveNext())
        {
            var (venueField, written) = Written(records, venueAt, symbolAt, contractAt);
            if (names.Of(venueField, written, out var venue, out var symbol) is { } unnamed)
                table.Of(venue, symbol).SetAside(records.Broken ?? unnamed, $"symbol is '{Encoding.UTF8.GetString(records[symbolAt])}'", records);
            else if (!names.IsWanted(symbol, Encoding.UTF8.GetString(records[coinAt]))) table.LeftOut++;
            else if (records.Broken is { } form) table.Of(venue, symbol).SetAside(form, $"the file has {columns.Names.Count} columns", records);
            else if (times.Read(records[time], out var at, out var detail) is { } untimed) table.Of(venue, symbol).SetAside(untimed, detail, records);
            else
            {
                var number = new FactNumber();
                var row = new Row(
                    isDaily ? at + Duration.Day : at, number.Required(records, interest, "open interest"), number.Optional(records, value, "value"), number.Optional(records, open, "open"), number.Optional(records, high, "high"),
                    number.Optional(records, low, "low"));
                number.Unless(row.Interest < 0 || row.Value < 0 || row.Low < 0, FactRuleCatalog.NegativeInterest, $"open interest is {row.Interest}, its value {row.Value}, its low {row.Low}");
                number.Unless(row.Low > Math.Min(row.Open ?? row.Interest, row.Interest) || row.High < Math.Max(row.Open ?? row.Interest, row.Interest), FactRuleCatalog.InconsistentInterest, $"open {row.Open}, high {row.High}, low {row.Low}, close {row.Interest}");
                number.Unless(isDaily && at % Duration.Day != 0, CleaningRuleCatalog.OffGrid, $"{Instant.Format(at)} is no start of a UTC day");
                if (number.Broken is { } rule) table.Of(venue, symbol).SetAside(rule, number.Detail, records);
                else table.Of(venue, symbol).Add(row, records);
            }
        }
        return table.Finished(rows =>
        [
            new("time", rows.ConvertAll(r => r.Time).ToArray()), new("open_interest", rows.ConvertAll(r => r.Interest).ToArray()), new("open_interest_value", rows.ConvertAll(r => r.Value).ToArray()),
            new("open", rows.ConvertAll(r => r.Open).ToArray()), new("high", rows.ConvertAll(r => r.High).ToArray()), new("low", rows.ConvertAll(r => r.Low).ToArray()),
        ]);
    }

    /// <summary>Aggregators write <c>BTCUSD_PERP.A</c> for Binance's BTCUSD_PERP; Binance's COIN-M answer has pair and contract type in two fields.</summary>
    private static (byte[] Venue, byte[] Symbol) Written(RecordReader records, int venueAt, int symbolAt, int contractAt)
    {
        var symbol = Encoding.UTF8.GetString(records[symbolAt][..Math.Min(records[symbolAt].Length, 64)]);
        var contract = Encoding.UTF8.GetString(records[contractAt]);
        if (Aggregated().Match(symbol) is { Success: true } match)
            return (venueAt < 0 ? "binance"u8.ToArray() : records[venueAt].ToArray(), Encoding.UTF8.GetBytes(match.Groups[2].Value == "USD" ? $"{match.Groups[1].Value}USD_PERP" : match.Groups[1].Value + match.Groups[2].Value));
        if (contract.Length > 0) symbol = contract == "PERPETUAL" ? symbol + "_PERP" : $"{symbol}_{contract}";
        return (records[venueAt].ToArray(), Encoding.UTF8.GetBytes(symbol));
    }

    [GeneratedRegex(@"\A([A-Z0-9]+?)(USD|USDT|USDC)_PERP\.A\z")]
    private static partial Regex Aggregated();
}
