using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using Forecast.Sources;

namespace Forecast.Benchmarks;

/// <summary>
/// How fast trades files are read, with file, hash and checks: <c>measure-trade-parse [million rows]</c>. Files of trades as the archive has them are
/// written to a temporary folder, and each is read three times; the best is shown.
/// </summary>
internal static class TradeParseMeasure
{
    private const int Times = 3;

    public static void Run(string[] args)
    {
        var rows = (args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 20) * 1_000_000;
        var folder = Directory.CreateTempSubdirectory("forecast-trades-").FullName;
        try
        {
            var plain = Path.Combine(folder, "BTCUSDT-trades-2024-01.csv");
            Write(plain, rows);
            Hash(plain, rows);
            Measure("plain", plain, rows);
            var zip = Path.Combine(folder, "BTCUSDT-trades-2024-01.zip");
            using (var archive = ZipFile.Open(zip, ZipArchiveMode.Create)) archive.CreateEntryFromFile(plain, "BTCUSDT-trades-2024-01.csv", CompressionLevel.Fastest);
            Measure("zip", zip, rows);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What the hash alone costs, on this machine as busy as it is.</summary>
    private static void Hash(string path, int rows)
    {
        using var file = File.OpenRead(path);
        var used = Process.GetCurrentProcess().TotalProcessorTime;
        SHA256.HashData(file);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"hash alone: {(Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds / rows * 1e9:F0} ns of processor a row"));
    }

    private static void Measure(string name, string path, int rows)
    {
        var (best, cpu, allocated) = (double.MaxValue, 0.0, 0L);
        for (var k = 0; k < Times; k++)
        {
            var (start, used, bytes) = (Stopwatch.GetTimestamp(), Process.GetCurrentProcess().TotalProcessorTime, GC.GetTotalAllocatedBytes());
            using var file = TradeFile.Open(path);
            foreach (var batch in file.Batches()) file.Recycle(batch);
            var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (file.Report.Rows.Good != rows) throw new InvalidOperationException($"read {file.Report.Rows}");
            if (seconds >= best) continue;
            (best, cpu, allocated) = (seconds, (Process.GetCurrentProcess().TotalProcessorTime - used).TotalSeconds, GC.GetTotalAllocatedBytes() - bytes);
        }
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {rows / best / 1e6:F1} M rows/s, {new FileInfo(path).Length / best / 1e6:F0} MB/s of file, {cpu / rows * 1e9:F0} ns of processor a row (both threads), allocated {allocated / 1e6:F0} MB, peak {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB"));
    }

    /// <summary>Rows like <c>5266583935,61800.30,0.006,370.8018,1723161256322,true</c>; the price and the quantities walk, the same every time.</summary>
    public static void Write(string path, int rows)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        file.Write("id,price,qty,quote_qty,time,is_buyer_maker\n"u8);
        var random = new Random(7);
        var line = new byte[128];
        var (price, time) = (6_180_030L, 1_723_161_256_322L);
        for (var i = 0; i < rows; i++)
        {
            price += random.Next(-30, 31);
            time += random.Next(0, 3);
            var quantity = random.Next(1, random.Next(2, 40_000));
            var n = 0;
            void Number(long value)
            {
                Utf8Formatter.TryFormat(value, line.AsSpan(n), out var written);
                n += written;
            }
            void Fixed(long value, long one, int digits)
            {
                Number(value / one);
                line[n++] = (byte)'.';
                Utf8Formatter.TryFormat(value % one, line.AsSpan(n), out var written, new('D', (byte)digits));
                n += written;
            }
            Number(5_266_583_935L + i);
            line[n++] = (byte)',';
            Fixed(price, 100, 2);
            line[n++] = (byte)',';
            Fixed(quantity, 1000, 3);
            line[n++] = (byte)',';
            Fixed(price * quantity, 100_000, 5);
            line[n++] = (byte)',';
            Number(time);
            var side = random.Next(2) == 0 ? ",true\n"u8 : ",false\n"u8;
            side.CopyTo(line.AsSpan(n));
            file.Write(line, 0, n + side.Length);
        }
    }
}
