using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using DuckDB.NET.Data;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Benchmarks;

/// <summary>
/// Realised measures per 5-minute bar from trades in memory, by turns: ours (the variance alone, and the whole set), a plain loop over the same scalar returns (what vectors buy), a straightforward LINQ version, DuckDB's window functions
/// (one thread, and as many as it likes) and pandas (<c>/usr/bin/python3</c>, Debian: python3-pandas; left out where absent). All must agree to 1e-9 before anything is timed.
/// Run: <c>-- race-measures [million trades]</c>; 4 unless told, a minute, nearly all of it the peers'.
/// </summary>
internal static class MeasureRace
{
    private const int Turns = 3;
    private const long Step = 300_000_000;
    private const string Python = "/usr/bin/python3";
    private static readonly TimeSpan Bar = TimeSpan.FromMinutes(5);

    // Of one tick: its bar, and the return to it if it has one.
    private const string Returns = """
        WITH ticks AS (SELECT time // 300000000 AS bar, time, price, lead(time) OVER (PARTITION BY time // 300000000 ORDER BY i) AS next FROM t),
        d AS (SELECT bar, time, price, lag(price) OVER (PARTITION BY bar ORDER BY time) AS before FROM ticks WHERE next IS DISTINCT FROM time),
        c AS (SELECT bar + 1 AS bar, arg_max(price, time) AS close FROM d GROUP BY bar),
        p0 AS (SELECT bar, time, price, coalesce(before, close) AS before FROM d LEFT JOIN c USING (bar)),
        k AS (SELECT bar, time, 2 * atanh((price - before) / (price + before)) AS r FROM p0)
        """;
    private const string Variance = $"{Returns} SELECT bar, sum(r * r) AS rv FROM k GROUP BY bar ORDER BY bar";
    private const string Measures = $"""
        {Returns}, p AS (SELECT bar, r, lag(r) OVER (PARTITION BY bar ORDER BY time) AS before FROM k),
        m AS (SELECT bar, sum(r * r) AS rv, pi() / 2 * sum(abs(r * before)) AS bpv, sum(r * r) FILTER (r < 0) AS down, sum(r * r) FILTER (r > 0) AS up, count(r) / 3.0 * sum(r ** 4) AS rq,
            sqrt(count(r)) * sum(r ** 3) / sum(r * r) ** 1.5 AS skew, count(r) * sum(r ** 4) / sum(r * r) ** 2 AS kurt FROM p GROUP BY bar),
        f AS (SELECT time // 300000000 AS bar, first(price ORDER BY i) AS o, max(price) AS h, min(price) AS l, last(price ORDER BY i) AS c, sum(quantity) AS v, sum(quantity * side) AS s, count(*) AS n,
            max(quantity) AS big FROM t GROUP BY bar)
        SELECT bar, rv, bpv, rq, v, s, down, up, skew, kurt, o, h, l, c, n, big FROM m JOIN f USING (bar) ORDER BY bar
        """;

    public static void Run(string[] arguments)
    {
        var millions = arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 4;
        var (time, price, quantity, side) = Trades(millions * 1_000_000);
        var folder = Directory.CreateTempSubdirectory("forecast-measures-");
        try
        {
            using var duck = new DuckDBConnection("DataSource=:memory:");
            duck.Open();
            Fill(duck, time, price, quantity, side);
            using var pandas = Pandas(folder.FullName, time, price, quantity, side);
            var ours = Set(time, price, quantity, side);
            var bars = ours.Count;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{time.Length} trades, {ours.Returns.Sum()} returns, {bars} bars; best and median of {Turns} turns"));
            double[][] expected =
            [
                There(ours.Variance), There(ours.Bipower), There(ours.Quarticity), ours.Volume, There(ours.SignedVolume), There(ours.DownSemivariance), There(ours.UpSemivariance), There(ours.Skewness),
                There(ours.Kurtosis), ours.Open, ours.High, ours.Low, ours.Close, Array.ConvertAll(ours.Trades, n => (double)n), ours.LargestTrade,
            ];
            // Sums that cancel are held against what was summed.
            double[] Size(int column) => column switch { 4 => ours.Volume, 7 => expected[8], _ => expected[column] };
            Agree("RV alone", expected[0], There(Alone(time, price).Variance), expected[0]);
            Agree("plain loop", expected[0], [.. Loop(time, price)], expected[0]);
            Agree("LINQ", expected[0], [.. Linq(time, price).Values], expected[0]);
            var table = Read(duck, Measures, expected.Length);
            for (var k = 0; k < expected.Length; k++) Agree($"DuckDB {k}", expected[k], table[k], Size(k));
            Agree("DuckDB", expected[0], Read(duck, Variance, 1)[0], expected[0]);
            if (pandas is not null)
            {
                pandas.StandardInput.WriteLine();
                pandas.StandardInput.Flush();
                _ = pandas.StandardOutput.ReadLine() ?? throw new InvalidOperationException("pandas ended");
                var rows = MemoryMarshal.Cast<byte, double>(File.ReadAllBytes(Path.Combine(folder.FullName, "pandas"))).ToArray();
                for (var k = 0; k < 5; k++) Agree($"pandas {k}", expected[k], [.. Enumerable.Range(0, bars).Select(i => rows[(5 * i) + k])], Size(k));
            }
            var seconds = new Dictionary<string, List<double>>();
            for (var turn = 0; turn < Turns; turn++)
            {
                for (var again = 0; again < 5; again++)
                {
                    Time("RV, ours", () => Alone(time, price));
                    Time("RV, C# plain loop", () => Loop(time, price));
                    Time("whole set, ours", () => Set(time, price, quantity, side));
                }
                Time("RV, C# LINQ", () => Linq(time, price));
                Execute(duck, "SET threads = 1");
                Time("RV, DuckDB, 1 thread", () => Execute(duck, $"CREATE OR REPLACE TEMP TABLE o AS {Variance}"));
                Time("whole set, DuckDB, 1 thread", () => Execute(duck, $"CREATE OR REPLACE TEMP TABLE o AS {Measures}"));
                Execute(duck, "RESET threads");
                Time("RV, DuckDB, its threads", () => Execute(duck, $"CREATE OR REPLACE TEMP TABLE o AS {Variance}"));
                Time("whole set, DuckDB, its threads", () => Execute(duck, $"CREATE OR REPLACE TEMP TABLE o AS {Measures}"));
                if (pandas is null) continue;
                pandas.StandardInput.WriteLine();
                pandas.StandardInput.Flush();
                var took = pandas.StandardOutput.ReadLine()!.Split(' ').Select(s => double.Parse(s, CultureInfo.InvariantCulture)).ToArray();
                Note("RV, pandas", took[0]);
                Note("whole set, pandas", took[1]);
            }
            foreach (var (what, all) in seconds.OrderBy(s => s.Key, StringComparer.Ordinal))
            {
                all.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-32} best {time.Length / all[0] / 1e6,7:F1}   median {time.Length / all[all.Count / 2] / 1e6,7:F1} M ticks/s"));
            }
            pandas?.StandardInput.Close();
            pandas?.WaitForExit();

            void Time(string what, Action work)
            {
                var start = Stopwatch.GetTimestamp();
                work();
                Note(what, Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            void Note(string what, double took)
            {
                if (!seconds.TryGetValue(what, out var all)) seconds[what] = all = [];
                all.Add(took);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A price on a grid of 0.1 near 60000; a third of the trades at the time of the one before, else 60 ms apart in the mean; a halt of an hour in the middle.
    private static (long[] Time, double[] Price, double[] Quantity, sbyte[] Side) Trades(int count)
    {
        var (time, price, quantity, side) = (new long[count], new double[count], new double[count], new sbyte[count]);
        var random = Xoshiro256.Stream(1, "trades");
        var (now, steps) = (Instant.Parse("2024-01-01"), 600_000);
        for (var i = 0; i < count; i++)
        {
            var u = random.NextUniform();
            if (u > 1.0 / 3) now += 1 + (long)(-60_000 * Math.Log(random.NextUniform() + 1e-12));
            if (i == count / 2) now += Duration.Hour;
            steps += (int)(random.NextUniform() * 5) - 2;
            (time[i], price[i], quantity[i], side[i]) = (now, steps / 10.0, (1 + (int)(random.NextUniform() * 2000)) / 1000.0, (sbyte)(random.NextUniform() < 0.5 ? -1 : 1));
        }
        return (time, price, quantity, side);
    }

    private static TickVarianceTable Alone(long[] time, double[] price)
    {
        var variance = new TickVariance("S", Bar);
        variance.Add(time, price);
        return variance.Build();
    }

    private static TickMeasureTable Set(long[] time, double[] price, double[] quantity, sbyte[] side)
    {
        var measures = new TickMeasures("S", Bar);
        measures.Add(time, price, quantity, side);
        return measures.Build();
    }

    private static List<double> Loop(long[] time, double[] price)
    {
        var (bars, sum, before, of) = (new List<double>(), 0.0, 0.0, long.MinValue);
        for (var i = 0; i < time.Length; i++)
        {
            if (i + 1 < time.Length && time[i + 1] == time[i]) continue;
            var bar = time[i] / Step;
            if (bar != of && of != long.MinValue)
            {
                bars.Add(sum);
                sum = 0;
            }
            if (of != long.MinValue && bar - of <= 1)
            {
                var r = LogReturn.Of(before, price[i]);
                sum += r * r;
            }
            (before, of) = (price[i], bar);
        }
        bars.Add(sum);
        return bars;
    }

    private static SortedDictionary<long, double> Linq(long[] time, double[] price)
    {
        var ticks = Enumerable.Range(0, time.Length).Where(i => i + 1 == time.Length || time[i + 1] != time[i]).Select(i => (Bar: time[i] / Step, Price: price[i]));
        return new(ticks.Zip(ticks.Skip(1)).Where(p => p.Second.Bar - p.First.Bar <= 1).GroupBy(p => p.Second.Bar, p => 2 * Math.Atanh((p.Second.Price - p.First.Price) / (p.Second.Price + p.First.Price)))
            .ToDictionary(g => g.Key, g => g.Sum(r => r * r)));
    }

    private static void Fill(DuckDBConnection duck, long[] time, double[] price, double[] quantity, sbyte[] side)
    {
        Execute(duck, "CREATE TABLE t (i BIGINT, time BIGINT, price DOUBLE, quantity DOUBLE, side TINYINT)");
        using var appender = duck.CreateAppender("t");
        for (var i = 0; i < time.Length; i++) appender.CreateRow().AppendValue((long)i).AppendValue(time[i]).AppendValue(price[i]).AppendValue(quantity[i]).AppendValue(side[i]).EndRow();
    }

    private static Process? Pandas(string folder, long[] time, double[] price, double[] quantity, sbyte[] side)
    {
        var installed = false;
        if (File.Exists(Python))
        {
            using var probe = Process.Start(new ProcessStartInfo(Python, ["-c", "import pandas"]) { RedirectStandardError = true })!;
            probe.WaitForExit();
            installed = probe.ExitCode == 0;
        }
        if (!installed)
        {
            Console.WriteLine($"pandas is left out: {Python} has no pandas (Debian: python3-pandas)");
            return null;
        }
        File.WriteAllBytes(Path.Combine(folder, "time"), MemoryMarshal.AsBytes(time.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "price"), MemoryMarshal.AsBytes(price.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "quantity"), MemoryMarshal.AsBytes(quantity.AsSpan()));
        File.WriteAllBytes(Path.Combine(folder, "side"), MemoryMarshal.AsBytes(side.AsSpan()));
        return Process.Start(new ProcessStartInfo(Python, [Path.Combine(AppContext.BaseDirectory, "peers", "measures.py"), folder]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
    }

    private static void Execute(DuckDBConnection duck, string sql)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double[][] Read(DuckDBConnection duck, string sql, int columns)
    {
        using var command = duck.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var all = Enumerable.Range(0, columns).Select(_ => new List<double>()).ToArray();
        while (reader.Read())
        {
            if (reader.IsDBNull(1)) continue;
            for (var k = 0; k < columns; k++) all[k].Add(reader.GetDouble(k + 1));
        }
        return [.. all.Select(a => a.ToArray())];
    }

    private static void Agree(string who, double[] ours, double[] theirs, double[] size)
    {
        if (ours.Length != theirs.Length) throw new InvalidOperationException($"{who} has {theirs.Length} bars, ours {ours.Length}");
        for (var i = 0; i < ours.Length; i++)
            if (!(Math.Abs(ours[i] - theirs[i]) <= 1e-9 * Math.Abs(size[i]))) throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"{who}, bar {i}: {theirs[i]:R}; ours {ours[i]:R}"));
    }

    private static double[] There(double?[] column) => Array.ConvertAll(column, v => v!.Value);
}
