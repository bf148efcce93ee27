using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Forecast.Pipeline;
using Forecast.Storage.Lake;

namespace Forecast.Benchmarks;

/// <summary>
/// Trades of several days: lake → 5-minute bars, side by side with DuckDB's own aggregation of the same Parquet files. Run: <c>-- race-ticks [days]</c>.
/// </summary>
internal static class TickRace
{
    private const int PerDay = 2_000_000;
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(5);

    public static void Run(string[] arguments)
    {
        var days = arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 4;
        var folder = Directory.CreateTempSubdirectory("forecast-ticks-");
        try
        {
            var lake = new Lake(folder.FullName, TimeProvider.System);
            var clock = Stopwatch.StartNew();
            for (var day = 0; day < days; day++) Write(lake, day);
            Report("synthetic trades → lake, one thread", days * (long)PerDay, clock.Elapsed);
            for (var round = 0; round < 5; round++)
            {
                clock.Restart();
                var bars = TickBars.Of(lake, "binance", "BTCUSDT", Bar)!;
                Report($"lake → {bars.Count} bars of 5m with flow", days * (long)PerDay, clock.Elapsed);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Write(Lake lake, int day)
    {
        var random = new SplitMix64((ulong)day + 1);
        var (time, price) = (Instant.Parse("2024-08-01") + (day * Duration.Day), 61000.0);
        var writer = lake.OpenFacts(FactDatasetCatalog.Trades, "binance", "BTCUSDT");
        for (var start = 0; start < PerDay; start += 1 << 20)
        {
            var n = Math.Min(1 << 20, PerDay - start);
            var (id, t, p, q, s) = (new long[n], new long[n], new double[n], new double[n], new sbyte[n]);
            for (var i = 0; i < n; i++)
            {
                var bits = random.NextBits();
                time += (bits & 3) == 0 ? (long)(bits >> 8 & 255) * 1000 : 0;
                price = Math.Round(price + (0.01 * ((long)(bits >> 20 & 3) - 1.5)), 2);
                (id[i], t[i], p[i], q[i], s[i]) = (((long)day * PerDay) + start + i, time, price, (1 + (bits >> 30 & 0xFFFF)) / 1e5, (sbyte)((bits >> 60 & 1) == 0 ? -1 : 1));
            }
            writer.Write(new LakeTable(new LakeColumn("trade_id", id), new LakeColumn("time", t), new LakeColumn("price", p), new LakeColumn("quantity", q), new LakeColumn("taker_side", s)));
        }
    }

    private static TimeSpan _processor;

    // Processor time beside the clock's: on a machine that others use, only the first is ours.
    private static void Report(string what, long rows, TimeSpan took)
    {
        var processor = Environment.CpuUsage.TotalTime - _processor;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {rows / took.TotalSeconds / 1e6,6:F1} M rows/s ({rows} rows, {took.TotalMilliseconds:F0} ms; {processor.TotalNanoseconds / rows:F0} ns of processor a row)"));
        _processor = Environment.CpuUsage.TotalTime;
    }
}
