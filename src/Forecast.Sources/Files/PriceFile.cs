using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A file of prices: a header with a time (<c>time</c>, <c>timestamp</c>, <c>datetime</c>, <c>date</c>, <c>dt</c>) and a price (<c>price</c>, <c>close</c>, <c>last</c>), in order of time.
/// Times are ISO 8601 or numbers since 1970; times that state no zone are of the zone given, UTC by default.
/// </summary>
public sealed class PriceFile
{
    private static readonly string[] Times = ["time", "timestamp", "datetime", "date", "dt"], Prices = ["price", "close", "last"];
    private static readonly string[] Others = ["open", "high", "low", "quantity", "qty", "size", "amount", "volume", "side", "is_buyer_maker"];

    private PriceFile(long[] time, double[] price, RowCounts rows, IReadOnlyList<QuarantinedRow> quarantine) => (Time, Price, Rows, Quarantine) = (time, price, rows, quarantine);

    /// <summary>Unix microseconds, not falling.</summary>
    public long[] Time { get; }

    public double[] Price { get; }

    public RowCounts Rows { get; }

    /// <summary>The rows that were set aside, in order of lines.</summary>
    public IReadOnlyList<QuarantinedRow> Quarantine { get; }

    /// <summary>Whether the names of the columns are those of a file of prices, and not of bars or trades.</summary>
    internal static bool IsHeader(RecordColumns columns) => columns.Find(Times) >= 0 && columns.Find(Prices) >= 0 && columns.Find(Others) < 0;

    /// <exception cref="InputException">The file cannot be read, lacks a column, has no good row, or is mostly bad.</exception>
    public static PriceFile Read(string path, string? zone = null, InputPolicy? policy = null)
    {
        var text = InputText.Read(path, policy ?? InputPolicy.Usual);
        var records = new RecordReader(text);
        var (timeAt, priceAt) = (records.Columns.Require(Times), records.Columns.Require(Prices));
        var times = FactTimes.Of(new RecordReader(text), timeAt, LocalZone.Parse(zone ?? "UTC", "--zone"), out _);
        var (time, price, log, read) = (new List<long>(), new List<double>(), new QuarantineLog(text), 0);
        while (records.MoveNext())
        {
            read++;
            if (records.Broken is { } form) log.Add(form, records.Number, records.Raw, $"the file has {records.Columns.Names.Count} columns");
            else if (times.Read(records[timeAt], out var at, out var untimed) is { } rule) log.Add(rule, records.Number, records.Raw, untimed);
            else
            {
                var number = new FactNumber();
                var value = number.Required(records, priceAt, "price");
                number.Unless(value <= 0, CleaningRuleCatalog.NonPositivePrice, $"price is {value}");
                number.Unless(time.Count > 0 && at < time[^1], CleaningRuleCatalog.OutOfOrder, $"{Instant.Format(at)} comes after {(time.Count > 0 ? Instant.Format(time[^1]) : "")}");
                if (number.Broken is { } broken) log.Add(broken, records.Number, records.Raw, number.Detail, at);
                else
                {
                    time.Add(at);
                    price.Add(value);
                }
            }
        }
        if (time.Count == 0 || log.Count > KlineFile.MaximumBadShare * read)
        {
            var first = log.Rows.Count > 0 ? log.Rows[0] : null;
            throw new InputException(first is null ? "there is a header and no row" : $"{log.Count} of {read} rows are bad, the first by rule {first.Rule}: {first.Detail}", first is null ? path : $"{path}:{first.Line}", "correct the file; prices must be above 0 and in order of time");
        }
        return new PriceFile([.. time], [.. price], new RowCounts(read, time.Count, log.Count, log.Duplicates), log.Rows);
    }
}
