using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Forecast.Sources;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Forecast.SystemTests.Sources.Binance;

/// <summary>
/// Archive and API of the venue on a free port of loopback: the same paths, names, columns, zips, checksum lines and JSON, with made-up klines of 15 minutes; and whatever fault a test asks
/// for in their place. Every request is recorded, and the thousandth ends the test.
/// </summary>
internal sealed class BinanceServer : IAsyncDisposable
{
    /// <summary>Trades that a symbol has in a day.</summary>
    public const int TradesADay = 2400;

    private const int MostRequests = 1000;
    private readonly ConcurrentDictionary<string, int> _counts = new();
    private readonly WebApplication _app;

    private BinanceServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(k => k.Limits.MinResponseDataRate = null);
        _app = builder.Build();
        _app.Run(Answer);
    }

    /// <summary>Symbols, with their first day.</summary>
    public Dictionary<string, DateOnly> Listed { get; } = new() { ["BTCUSDT"] = new(2017, 8, 17), ["ETHUSDT"] = new(2017, 8, 17), ["BTCUSD_PERP"] = new(2020, 8, 11) };

    /// <summary>Last month and last day that the archive has.</summary>
    public DateOnly LastMonth { get; set; } = new(2024, 2, 1);

    public DateOnly LastDay { get; set; } = new(2024, 3, 8);

    /// <summary>Answers in place of the venue where it says true; told how many requests for that path came before.</summary>
    public Func<HttpContext, int, Task<bool>>? Fault { get; set; }

    /// <summary>Each request: path with query, ticks of the stopwatch at which it came.</summary>
    public ConcurrentQueue<(string Path, long At)> Requests { get; } = new();

    public string Url => _app.Urls.Single();

    public BinanceAddresses Addresses => BinanceAddresses.Parse(Url, Url);

    public static async Task<BinanceServer> Start()
    {
        var server = new BinanceServer();
        await server._app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public int Count(string part) => Requests.Count(r => r.Path.Contains(part, StringComparison.Ordinal));

    /// <summary>The venue's answer to a path of the archive or API; null for 404.</summary>
    public byte[]? File(string path)
    {
        var zip = path.EndsWith(".CHECKSUM", StringComparison.Ordinal) ? path[..^9] : path;
        var parts = zip.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var at = parts.Length > 1 && parts[1] == "futures" ? 1 : 0;
        if (parts.Length < 6 + at || parts[0] != "data" || !Listed.TryGetValue(parts[4 + at], out var listed)) return null;
        var (kind, symbol, name) = (parts[3 + at], parts[4 + at], Path.GetFileNameWithoutExtension(zip));
        var (monthly, middle) = (parts[2 + at] == "monthly", kind == "klines" ? parts[5 + at] : kind);
        if (kind is not ("klines" or "trades" or "aggTrades") || !name.StartsWith($"{symbol}-{middle}-", StringComparison.Ordinal)) return null;
        var first = DateOnly.ParseExact(name[(symbol.Length + middle.Length + 2)..], monthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var end = monthly ? first.AddMonths(1) : first.AddDays(1);
        if (first > (monthly ? LastMonth : LastDay) || end <= listed) return null;
        if (first < listed) first = listed;
        // Spot files are in microseconds since 2025 and have no header; files of futures have one.
        var unit = at == 0 && first.Year >= 2025 ? 1000 : 1;
        var rows = kind == "klines" ? Rows(symbol, first, end, unit) : Trades(first, end, unit).Select(t => kind == "trades" ? $"{t.Id},{t.Price},{t.Quantity},1.0,{t.Time},{t.Maker},True" : $"{t.Id},{t.Price},{t.Quantity},{t.Id * 2},{(t.Id * 2) + 1},{t.Time},{t.Maker},True");
        var bytes = Zip(name + ".csv", string.Concat(rows.Prepend(at == 0 ? null : "open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore").OfType<string>().Select(r => r + "\n")));
        return zip == path ? bytes : Encoding.ASCII.GetBytes(Checksum(bytes, name + ".zip"));
    }

    public static string Checksum(byte[] bytes, string name) => $"{Convert.ToHexStringLower(SHA256.HashData(bytes))}  {name}\n";

    public static byte[] Zip(string name, string text, CompressionLevel level = CompressionLevel.Fastest)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var entry = zip.CreateEntry(name, level);
            entry.LastWriteTime = new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
            using var content = entry.Open();
            content.Write(Encoding.ASCII.GetBytes(text));
        }
        return stream.ToArray();
    }

    /// <summary>Klines of the days [<paramref name="first"/>, <paramref name="end"/>) as the archive writes them; a kline depends on symbol and time alone.</summary>
    public static IEnumerable<string> Rows(string symbol, DateOnly first, DateOnly end, long unit)
    {
        for (var time = Instant.From(first) / 1000; time < Instant.From(end) / 1000; time += 900_000)
        {
            var random = new SplitMix64((ulong)time ^ (ulong)symbol.Sum(c => (long)c * 7919));
            double Uniform() => (random.NextBits() >> 11) * (1.0 / (1UL << 53));
            var (open, close, volume) = (Level(time), Level(time + 900_000), 1 + (100 * Uniform()));
            var (high, low) = (Math.Max(open, close) * (1 + (0.002 * Uniform())), Math.Min(open, close) * (1 - (0.002 * Uniform())));
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{time * unit},{open:F8},{high:F8},{low:F8},{close:F8},{volume:F8},{((time + 900_000) * unit) - 1},{volume * close:F8},{(int)(volume * 10)},{volume / 3:F8},{volume * close / 3:F8},0");
        }
    }

    /// <summary>Trades of the days [<paramref name="first"/>, <paramref name="end"/>), numbered without a gap.</summary>
    public static IEnumerable<(long Id, string Price, string Quantity, long Time, bool Maker)> Trades(DateOnly first, DateOnly end, long unit)
    {
        const long Apart = 86_400_000 / TradesADay;
        for (var time = Instant.From(first) / 1000; time < Instant.From(end) / 1000; time += Apart)
            yield return (time / Apart, Level(time).ToString("F2", CultureInfo.InvariantCulture), ((1 + (time / Apart % 7)) / 100.0).ToString("F5", CultureInfo.InvariantCulture), time * unit, time / Apart % 3 == 0);
    }

    // A price that moves at random and depends on time alone: a slow wave with noise.
    private static double Level(long time)
    {
        var random = new SplitMix64((ulong)time);
        return 30_000 * Math.Exp((0.2 * Math.Sin(time / 4e9)) + (0.004 * ((random.NextBits() >> 11) * (1.0 / (1UL << 53)))));
    }

    private async Task Answer(HttpContext context)
    {
        var path = context.Request.Path.Value + context.Request.QueryString.Value;
        Requests.Enqueue((path, System.Diagnostics.Stopwatch.GetTimestamp()));
        if (Requests.Count > MostRequests) throw new InvalidOperationException($"more than {MostRequests} requests");
        var before = _counts.AddOrUpdate(path, 1, (_, n) => n + 1) - 1;
        if (Fault is { } fault && await fault(context, before)) return;
        if (context.Request.Path.Value!.EndsWith("/klines", StringComparison.Ordinal)) await Api(context);
        else if (context.Request.Path.Value.EndsWith("/aggTrades", StringComparison.Ordinal)) await AggregateTrades(context);
        else if (File(context.Request.Path.Value) is { } bytes) await Results.Bytes(bytes, "application/zip", enableRangeProcessing: true).ExecuteAsync(context);
        else await Results.Text("<Error><Code>NoSuchKey</Code></Error>", "application/xml", statusCode: 404).ExecuteAsync(context);
    }

    private async Task Api(HttpContext context)
    {
        var query = context.Request.Query;
        context.Response.Headers["X-MBX-USED-WEIGHT-1M"] = "12";
        if (!Listed.TryGetValue(query["symbol"].ToString(), out var listed))
        {
            await Results.Text("""{"code":-1121,"msg":"Invalid symbol."}""", "application/json", statusCode: 400).ExecuteAsync(context);
            return;
        }
        var (start, limit) = (long.Parse(query["startTime"].ToString(), CultureInfo.InvariantCulture), int.Parse(query["limit"].ToString(), CultureInfo.InvariantCulture));
        var end = query.TryGetValue("endTime", out var text) ? long.Parse(text.ToString(), CultureInfo.InvariantCulture) : long.MaxValue;
        var first = Instant.Day(start * 1000) is var day && day > listed ? day : listed;
        var last = end == long.MaxValue ? first.AddDays(1) : Instant.Day(end * 1000).AddDays(1);
        var rows = Rows(query["symbol"].ToString(), first, last, 1).Select(r => r.Split(',')).Where(r => long.Parse(r[0], CultureInfo.InvariantCulture) is var t && t >= start && t <= end).Take(limit);
        // Times and counts are numbers, everything else is text, as the venue has it.
        var json = "[" + string.Join(',', rows.Select(r => $"[{string.Join(',', r.Select((c, i) => i is 0 or 6 or 8 ? c : $"\"{c}\""))}]")) + "]";
        await Results.Text(json, "application/json").ExecuteAsync(context);
    }

    private static async Task AggregateTrades(HttpContext context)
    {
        long? Asked(string name) => context.Request.Query.TryGetValue(name, out var text) ? long.Parse(text.ToString(), CultureInfo.InvariantCulture) : null;
        var unit = context.Request.Headers["X-MBX-TIME-UNIT"] == "MICROSECOND" ? 1000 : 1;
        var trades = Asked("fromId") is { } id ? Trades(Instant.Day(id * (86_400_000_000 / TradesADay)), new(2024, 3, 12), unit).Where(t => t.Id >= id)
            : Trades(Instant.Day(Asked("startTime")!.Value * 1000), Instant.Day(Asked("endTime")!.Value * 1000).AddDays(1), unit).Where(t => t.Time / unit >= Asked("startTime") && t.Time / unit <= Asked("endTime"));
        var rows = trades.Take((int)Asked("limit")!.Value).Select(t => $$"""{"a":{{t.Id}},"p":"{{t.Price}}","q":"{{t.Quantity}}","f":{{t.Id * 2}},"l":{{(t.Id * 2) + 1}},"T":{{t.Time}},"m":{{(t.Maker ? "true" : "false")}},"M":true}""");
        await Results.Text($"[{string.Join(',', rows)}]", "application/json").ExecuteAsync(context);
    }
}
