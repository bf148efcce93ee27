using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Forecast.Sources;

namespace Forecast.SystemTests.Sources;

/// <summary>Well-formed klines files, to be broken in one place.</summary>
internal static class Klines
{
    public const string Header = "open_time,open,high,low,close,volume,close_time,quote_volume,trades,taker_buy_base,taker_buy_quote";

    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static readonly long Start = Instant.Parse("2024-03-01") / 1000;

    /// <summary>Rows of 15 minutes from <see cref="Start"/>, in milliseconds unless <paramref name="unit"/> says how many units are in one.</summary>
    public static string[] Rows(int count, long unit = 1, int minutes = 15)
    {
        var random = new SplitMix64(5);
        double Uniform() => (random.NextBits() >> 11) * (1.0 / (1UL << 53));
        var rows = new string[count];
        var close = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = close;
            close = Math.Round(open * (0.99 + (0.02 * Uniform())), 2);
            var (high, low, volume) = (Math.Max(open, close) + 0.5, Math.Min(open, close) - 0.5, Math.Round(1 + (1000 * Uniform()), 3));
            var time = Start + (i * minutes * 60_000L);
            rows[i] = string.Create(CultureInfo.InvariantCulture,
                $"{time * unit},{open},{high},{low},{close},{volume},{(time * unit) + (minutes * 60_000L * unit) - 1},{volume * 100},{1 + random.Next(5000)},{volume / 4},{volume * 25}");
        }
        return rows;
    }

    public static string Text(IEnumerable<string> rows, string? header = Header) => string.Concat((header is null ? rows : rows.Prepend(header)).Select(r => r + "\n"));

    public static SourceDelivery Load(string path, TimeSpan? interval = null, string? symbol = null) =>
        SourceCatalog.Open("files", new SourceLocation("unused", path)).Load(new SourceRequest(interval ?? Quarter, symbol is null ? null : [symbol])).Single();

    /// <summary>Reads <paramref name="text"/> as the file BTCUSDT.csv.</summary>
    public static SourceDelivery Read(string text)
    {
        using var folder = new TemporaryFolder();
        return Load(folder.Write("BTCUSDT.csv", text));
    }
}
