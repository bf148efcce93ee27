using System.Globalization;
using System.Text;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Days of klines by the REST API, written into the landing folder as the archive would write them. Reference: the venue's API documentation, "Kline/Candlestick data".
/// </summary>
internal sealed class BinanceApi(VenueHttp http, BinanceProduct product, string landing)
{
    private const int LargestAnswer = 4_000_000, Fields = 12;

    /// <summary>The day's file, and whether it was there before; null where the venue has no klines of that day.</summary>
    /// <exception cref="InputException">They cannot be had, or the answer is not klines of that day.</exception>
    public async Task<LandedFile?> Fetch(BinanceSeries series, ArchivePeriod day, CancellationToken stop)
    {
        var target = Path.Join(landing, series.ApiFile(day));
        if (File.Exists(target)) return new LandedFile(series, day, target, FromApi: true, Reused: true);
        var (start, end) = (Instant.From(day.First) / 1000, (Instant.From(day.Last.AddDays(1)) / 1000) - 1);
        var (text, next) = (new StringBuilder(), start);
        for (var full = true; full && next <= end;)
        {
            var path = string.Create(CultureInfo.InvariantCulture,
                $"{product.ApiPath}/klines?symbol={series.Symbol}&interval={series.Spelled}&startTime={next}&endTime={end}&limit={product.MostKlines}");
            var rows = await Rows(path, stop);
            foreach (var row in rows)
            {
                var open = OpenTime(row, path);
                if (open < next || open > end) throw new InputException($"the answer holds a kline that opens at {Instant.Format(open * 1000)}, out of order or not asked for", path, "see what the server sends; nothing of it was kept");
                text.AppendJoin(',', row).Append('\n');
                next = open + 1;
            }
            full = rows.Count == product.MostKlines;
        }
        if (text.Length == 0) return null;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var temporary = target + ".partial";
        await File.WriteAllTextAsync(temporary, text.ToString(), stop);
        File.Move(temporary, target, overwrite: true);
        return new LandedFile(series, day, target, FromApi: true, Reused: false);
    }

    /// <summary>The day of the first kline on or after <paramref name="from"/>; null where there is none.</summary>
    public async Task<DateOnly?> FirstDay(BinanceSeries series, DateOnly from, CancellationToken stop)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"{product.ApiPath}/klines?symbol={series.Symbol}&interval={series.Spelled}&startTime={Instant.From(from) / 1000}&limit=1");
        return await Rows(path, stop) is [var first, ..] ? Instant.Day(OpenTime(first, path) * 1000) : null;
    }

    private async Task<IReadOnlyList<string[]>> Rows(string path, CancellationToken stop)
    {
        var body = await http.Read(path, product.KlinesWeight, LargestAnswer, stop) ?? throw new InputException("the server has no such address", path, "check --api-url");
        VenueFault.RequireNoPage(body, "JSON", path);
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. json.RootElement.EnumerateArray().Select(row => row.EnumerateArray().Select(Field).ToArray() is { Length: Fields } fields
                ? fields : throw new InvalidOperationException($"a kline has not {Fields} fields"))];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InputException($"the answer is not klines ({e.Message.Split(". ")[0]})", path, "see what the server sends; nothing of it was kept");
        }
    }

    // Numbers come as JSON numbers and as strings; they are kept as they are written, and whether they are good numbers is for the reader of the file to judge.
    private static string Field(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Number => field.GetRawText(),
        JsonValueKind.String when field.GetString() is { Length: <= 64 } text && text.AsSpan().IndexOfAny(",\r\n\"") < 0 => text,
        _ => throw new InvalidOperationException("a field is neither number nor short text"),
    };

    private static long OpenTime(string[] row, string path) =>
        long.TryParse(row[0], NumberStyles.None, CultureInfo.InvariantCulture, out var open) && open < 10_000_000_000_000 ? open : throw new InputException($"the answer has '{row[0]}' for an open time", path, "see what the server sends; nothing of it was kept");
}
