using System.Diagnostics;
using System.Globalization;
using DuckDB.NET.Data;
using Forecast.Pipeline;
using Forecast.Sources;

namespace Forecast.Benchmarks;

/// <summary>
/// One file of trades, by turns: into the lake, as <c>ingest trades</c> does it, and through DuckDB's own reader (two threads) and pandas (<c>/usr/bin/python3</c>, Debian:
/// python3-pandas; left out where absent); then the lake's Parquet into 5-minute bars, and the same by DuckDB's aggregation. Run: <c>-- race-ticks [million rows]</c>.
/// </summary>
internal static class TickRace
{
    private const int Rounds = 3;
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(5);

    public static async Task Run(string[] arguments)
    {
        var rows = (arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 20) * 1_000_000;
        var folder = Directory.CreateTempSubdirectory("forecast-ticks-");
        try
        {
            var csv = Path.Combine(folder.FullName, "BTCUSDT-trades-2024-01.csv");
            TradeParseMeasure.Write(csv, rows);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} trades, {new FileInfo(csv).Length / 1e6:F0} MB of CSV"));
            for (var round = 0; round < Rounds; round++)
            {
                var home = Path.Combine(folder.FullName, $"home-{round}");
                using var workspace = Workspace.Open(folder.FullName, home, Path.Combine(folder.FullName, $"home-{round}.db"), TimeProvider.System);
                workspace.Database.Migrate();
                await Time("CSV → lake, ours", rows, async () =>
                {
                    var report = await new TradeIngest(workspace).Keep(csv, new TradeFileOptions(), null, CancellationToken.None);
                    if (report.Writes.Sum(w => w.Write.New) != rows) throw new InvalidOperationException($"{report.File.Error} {report.File.Rows}");
                });
                if (round == 0) Console.WriteLine($"  peak memory so far {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MiB");
                await Time("CSV → table, DuckDB", rows, () => Duck($"CREATE TABLE t AS SELECT id, price, qty, time, is_buyer_maker FROM read_csv('{csv}')"));
                await Time("CSV → Parquet, DuckDB", rows, () => Duck($"COPY (SELECT id, price, qty, time, is_buyer_maker FROM read_csv('{csv}')) TO '{home}.parquet' (FORMAT parquet)"));
                if (round == 0 && File.Exists(Python)) await Time("CSV → data frame, pandas", rows, () => Pandas(csv));
                for (var again = 0; again < 2; again++)
                {
                    await Time("lake → bars of 5m with flow, ours", rows, () =>
                    {
                        _ = TickBars.Of(workspace.Lake, "binance", "BTCUSDT", Bar)!;
                        return Task.CompletedTask;
                    });
                    await Time("lake → bars of 5m with flow, DuckDB", rows, () => Duck($"""
                        CREATE TABLE b AS SELECT time // 300000000 AS bar, first(price) AS o, max(price) AS h, min(price) AS l, last(price) AS c, sum(quantity) AS v, sum(price * quantity) AS q, count(*) AS n,
                            sum(quantity) FILTER (taker_side > 0) AS tb, sum(price * quantity) FILTER (taker_side > 0) AS tq
                        FROM read_parquet('{home}/trades/*/*/*/*.parquet') GROUP BY bar
                        """));
                }
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task Duck(string sql)
    {
        using var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SET threads = 2; {sql}";
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    private static async Task Pandas(string csv)
    {
        using var python = Process.Start(new ProcessStartInfo(Python, ["-c", $"import pandas; print(len(pandas.read_csv('{csv}', usecols=['id','price','qty','time','is_buyer_maker'])))"]) { RedirectStandardOutput = true })!;
        await python.WaitForExitAsync();
        if (python.ExitCode != 0) Console.WriteLine("  pandas is not installed");
    }

    // Processor time of this process beside the clock's: on a machine that others use too, only the first is ours.
    private static async Task Time(string what, long rows, Func<Task> work)
    {
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        await work();
        var (took, used) = (Stopwatch.GetElapsedTime(start), Environment.CpuUsage.TotalTime - processor);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-38} {rows / took.TotalSeconds / 1e6,6:F1} M rows/s  {took.TotalSeconds,6:F2} s  {used.TotalNanoseconds / rows,5:F0} ns of processor a row"));
    }
}
