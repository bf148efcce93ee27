using Forecast.Core.Market;
using Xunit;

namespace Forecast.SystemTests.Storage;

/// <summary>Plausible bars from a seed.</summary>
internal static class SampleBars
{
    public static BarSeries Make(string from, int count, int seed = 1, string symbol = "BTCUSDT", int skipEvery = 0)
    {
        var (random, start, step) = (new Random(seed), Instant.Parse(from), Duration.Hour / 4);
        var times = Enumerable.Range(0, count).Where(i => skipEvery == 0 || i % skipEvery != 0).Select(i => start + (i * step)).ToArray();
        var open = Array.ConvertAll(times, _ => 100 * Math.Exp(0.1 * random.NextDouble()));
        var close = Array.ConvertAll(open, o => o * (1 + (0.001 * random.NextDouble())));
        double[] Draw() => Array.ConvertAll(open, _ => random.NextDouble() * 1e3);
        return new BarSeries
        {
            Venue = "simulated", Symbol = symbol, Interval = TimeSpan.FromMinutes(15), OpenTime = times, Open = open, Close = close, High = Array.ConvertAll(close, c => c * 1.0001),
            Low = Array.ConvertAll(open, o => o * 0.9999), Volume = Draw(), QuoteVolume = Draw(), TakerBuyBase = Draw(), TakerBuyQuote = Draw(), Trades = Array.ConvertAll(open, _ => random.NextInt64(1_000_000)),
        };
    }

    /// <summary>Rows <paramref name="from"/> to <paramref name="to"/> of a series.</summary>
    public static BarSeries Slice(BarSeries b, int from, int to) => new()
    {
        Venue = b.Venue, Symbol = b.Symbol, Interval = b.Interval, OpenTime = b.OpenTime[from..to], Open = b.Open[from..to], High = b.High[from..to], Low = b.Low[from..to], Close = b.Close[from..to],
        Volume = b.Volume![from..to], QuoteVolume = b.QuoteVolume![from..to], Trades = b.Trades![from..to], TakerBuyBase = b.TakerBuyBase![from..to], TakerBuyQuote = b.TakerBuyQuote![from..to],
    };

    /// <summary>The series without one bar.</summary>
    public static BarSeries Without(BarSeries b, int row) => b.Pick([.. Enumerable.Range(0, b.Count).Where(i => i != row)]);

    /// <summary>The series with the volume of one bar changed.</summary>
    public static BarSeries WithVolume(BarSeries b, int i, double volume)
    {
        var changed = Slice(b, 0, b.Count);
        changed.Volume![i] = volume;
        return changed;
    }

    public static void AssertEqual(BarSeries expected, BarSeries actual)
    {
        Assert.Equal((expected.Venue, expected.Symbol, expected.Interval), (actual.Venue, actual.Symbol, actual.Interval));
        Assert.Equal(expected.OpenTime, actual.OpenTime);
        Assert.Equal(expected.Trades, actual.Trades);
        double[][] Columns(BarSeries b) => [b.Open, b.High, b.Low, b.Close, b.Volume ?? [], b.QuoteVolume ?? [], b.TakerBuyBase ?? [], b.TakerBuyQuote ?? []];
        foreach (var (e, a) in Columns(expected).Zip(Columns(actual))) Assert.Equal(e.Select(BitConverter.DoubleToInt64Bits), a.Select(BitConverter.DoubleToInt64Bits));
    }
}
