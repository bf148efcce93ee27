using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Forecast.Pipeline;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Forecast.Benchmarks;

/// <summary>
/// How many messages a second the collector takes of a recorded feed (lines of a local time, a blank and a message; gzipped): read only; read, checked, put into the book and
/// batched; and over a WebSocket of loopback into a lake, the server in the same process. Run: <c>-- measure-collector FILE.gz VENUE SYMBOL</c>.
/// </summary>
internal static class CollectorRace
{
    private const int Rounds = 5;

    public static async Task Run(string file, string venueName, string symbol)
    {
        var messages = Messages(file);
        var snapshot = messages.First(m => m.AsSpan().StartsWith("{\"lastUpdateId"u8));
        messages = [.. messages.Where(m => m != snapshot)];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}: {messages.Length:N0} messages of {messages.Average(m => m.Length):F0} bytes"));
        var venue = FeedVenueCatalog.All.Single(v => v.Name == venueName);
        Report("read", messages.Length, [.. Enumerable.Range(0, Rounds).Select(_ => Read(messages))]);
        Report("read, checked, in the book, batched", messages.Length, [.. Enumerable.Range(0, Rounds).Select(_ => Batch(messages, snapshot, venue, symbol))]);
        var whole = new List<TimeSpan>();
        for (var i = 0; i < Rounds; i++) whole.Add(await EndToEnd(messages, snapshot, venue, symbol));
        Report("over a WebSocket into the lake", messages.Length, whole);
    }

    private static TimeSpan Read(byte[][] messages)
    {
        var (parser, started, refused) = (new BinanceMessageParser(), Stopwatch.GetTimestamp(), 0);
        foreach (var m in messages)
            if (parser.Parse(m, 0).Kind == BinanceMessageKind.Refused) refused++;
        return refused == 0 ? Stopwatch.GetElapsedTime(started) : throw new InvalidOperationException($"{refused} messages were refused");
    }

    private static TimeSpan Batch(byte[][] messages, byte[] snapshot, FeedVenue venue, string symbol)
    {
        var buffer = new FeedBuffer(100_000, TimeSpan.FromSeconds(5), TimeProvider.System);
        var collector = new BinanceCollector(new CollectorOptions { Venue = venue, Symbols = [symbol] }, new Dictionary<string, FeedResume>(), buffer, TimeProvider.System);
        var book = new BinanceMessageParser().Parse(snapshot, 0).BookSnapshot!;
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < messages.Length; i++)
        {
            if (i == 200) collector.Take(symbol, book);
            if (collector.Take(messages[i]) is null) continue;
            buffer.Take();
            buffer.Kept();
        }
        if (collector.Counts[0] is { BookSnapshots: 1, Gaps: 0 }) return Stopwatch.GetElapsedTime(started);
        throw new InvalidOperationException("the book was not in step");
    }

    private static async Task<TimeSpan> EndToEnd(byte[][] messages, byte[] snapshot, FeedVenue venue, string symbol)
    {
        var folder = Directory.CreateTempSubdirectory("forecast-measure-").FullName;
        await using var server = Serve(messages, snapshot, venue);
        await server.StartAsync();
        try
        {
            var port = new Uri(server.Urls.Single()).Port;
            var options = new CollectorOptions { Venue = venue with { StreamUrl = new Uri($"ws://127.0.0.1:{port}"), RestUrl = new Uri($"http://127.0.0.1:{port}") }, Symbols = [symbol] };
            var run = new CollectorRun(new Lake(folder, TimeProvider.System), options, TimeProvider.System);
            using var stop = new CancellationTokenSource();
            var started = Stopwatch.GetTimestamp();
            var working = run.Run(null, stop.Token);
            while (run.Connection.Messages < messages.Length && !working.IsCompleted) await Task.Delay(1);
            await stop.CancelAsync();
            var report = await working;
            var took = Stopwatch.GetElapsedTime(started);
            var s = report.Symbols[0];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {s.New:N0} rows in {report.Batches} batches, {s.Counts.Gaps} gaps, {report.Connection.Stalls} stalls, {report.Connection.Connections} connections; longest flush {report.LongestFlush.TotalSeconds:F2} s, longest unwritten {report.LongestAtRisk.TotalSeconds:F2} s"));
            return took;
        }
        finally
        {
            await server.StopAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WebApplication Serve(byte[][] messages, byte[] snapshot, FeedVenue venue)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        app.UseWebSockets();
        app.MapGet(venue.DepthPath, (HttpContext context) => context.Response.Body.WriteAsync(snapshot).AsTask());
        app.Map("/stream", async (HttpContext context) =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            foreach (var m in messages) await socket.SendAsync(m, WebSocketMessageType.Text, true, context.RequestAborted);
            try
            {
                await socket.ReceiveAsync(new byte[16].AsMemory(), context.RequestAborted);
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // The collector has all and is gone.
            }
        });
        return app;
    }

    private static byte[][] Messages(string file)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(file), CompressionMode.Decompress));
        var messages = new List<byte[]>();
        while (reader.ReadLine() is { } line) messages.Add(Encoding.UTF8.GetBytes(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]));
        return [.. messages];
    }

    private static void Report(string what, int messages, List<TimeSpan> times)
    {
        var rates = times.Select(t => messages / t.TotalSeconds).Order().ToArray();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-40} {rates[rates.Length / 2],10:N0} messages/s (median of {Rounds}; best {rates[^1]:N0}, worst {rates[0]:N0})"));
    }
}
