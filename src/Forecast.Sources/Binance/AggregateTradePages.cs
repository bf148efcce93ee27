using System.Runtime.CompilerServices;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Aggregate trades from the REST API: the first of a day by its hour, the others by their number, so that none can fall between two pages. Reference: the venue's API documentation,
/// "Compressed/Aggregate trades list".
/// </summary>
internal sealed class AggregateTradePages(VenueHttp http, BinanceProduct product)
{
    private const int Most = 1000;
    private const long Hour = 3_600_000;

    private readonly bool _spot = product == BinanceProduct.Spot;

    /// <summary>The rows of trades made in [<paramref name="start"/>, <paramref name="end"/>], in milliseconds, as the archive writes them.</summary>
    public async IAsyncEnumerable<string> Rows(BinanceSeries series, long start, long end, [EnumeratorCancellation] CancellationToken stop)
    {
        // More than an hour may not be asked for at once.
        for (var (hour, number) = (start, (long?)null); hour <= end;)
        {
            var from = number is { } n ? Text($"fromId={n}") : Text($"startTime={hour}&endTime={Math.Min(hour + Hour - 1, end)}");
            var path = Text($"{product.ApiPath}/aggTrades?symbol={series.Symbol}&{from}&limit={Most}");
            var rows = await ApiAnswer.Rows(http, path, product.AggregateTradesWeight, "aggregate trades", Row, stop, _spot ? ("X-MBX-TIME-UNIT", "MICROSECOND") : null);
            foreach (var (id, time, text) in rows.Select(r => (ApiAnswer.Whole(r[0], path), Time(r[5], path), r)))
            {
                if (number is { } expected ? id < expected : time < start) throw ApiAnswer.Odd($"trade {id} of {Instant.Format(time * 1000)}, out of order or not asked for", path);
                if (time > end) yield break;
                yield return string.Join(',', text);
                number = id + 1;
            }
            // Without a trade yet, the next hour; with one, what follows it, to the end of what there is.
            if (number is null) hour += Hour;
            else if (rows.Count == 0) yield break;
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    // Spot trades come in microseconds, as the archive has them since 2025; the same trade must not differ by where it is from.
    private long Time(string field, string path) => ApiAnswer.Whole(field, path) / (_spot ? 1000 : 1);

    private string[] Row(JsonElement row)
    {
        string[] names = _spot ? ["a", "p", "q", "f", "l", "T", "m", "M"] : ["a", "p", "q", "f", "l", "T", "m"];
        return [.. names.Select(n => ApiAnswer.Field(row.GetProperty(n)))];
    }
}
