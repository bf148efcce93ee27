using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Klines from the REST API, page by page. Reference: the venue's API documentation, "Kline/Candlestick data".</summary>
internal sealed class KlinePages(VenueHttp http, BinanceProduct product)
{
    private const int Fields = 12;

    /// <summary>The rows of klines that open in [<paramref name="start"/>, <paramref name="end"/>], in milliseconds.</summary>
    public async IAsyncEnumerable<string> Rows(BinanceSeries series, long start, long end, [EnumeratorCancellation] CancellationToken stop)
    {
        for (var (next, full) = (start, true); full && next <= end;)
        {
            var path = Path(series.Symbol, series.Spelled, string.Create(CultureInfo.InvariantCulture, $"&startTime={next}&endTime={end}&limit={product.MostKlines}"));
            var rows = await Page(path, stop);
            foreach (var row in rows)
            {
                var open = OpenTime(row, path);
                if (open < next || open > end) throw ApiAnswer.Odd($"a kline that opens at {Instant.Format(open * 1000)}, out of order or not asked for", path);
                yield return string.Join(',', row);
                next = open + 1;
            }
            full = rows.Count == product.MostKlines;
        }
    }

    /// <summary>The day of the first kline on or after <paramref name="from"/>; null where there is none.</summary>
    public async Task<DateOnly?> FirstDay(string symbol, string interval, DateOnly from, CancellationToken stop)
    {
        var path = Path(symbol, interval, string.Create(CultureInfo.InvariantCulture, $"&startTime={Instant.From(from) / 1000}&limit=1"));
        return await Page(path, stop) is [var first, ..] ? Instant.Day(OpenTime(first, path) * 1000) : null;
    }

    private string Path(string symbol, string interval, string range) => $"{product.ApiPath}/klines?symbol={symbol}&interval={interval}{range}";

    private Task<IReadOnlyList<string[]>> Page(string path, CancellationToken stop) => ApiAnswer.Rows(http, path, product.KlinesWeight, "klines", Row, stop);

    private static string[] Row(JsonElement row) =>
        row.EnumerateArray().Select(ApiAnswer.Field).ToArray() is { Length: Fields } fields ? fields : throw new InvalidOperationException($"a kline has not {Fields} fields");

    private static long OpenTime(string[] row, string path) => ApiAnswer.Whole(row[0], path) is var open && open < 10_000_000_000_000 ? open : throw ApiAnswer.Odd($"the open time {row[0]}", path);
}
