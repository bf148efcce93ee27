using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Tests;

/// <summary>Bars of a seeded random walk whose log variance wanders around a daily cycle; enough structure for every model, cheap to make.</summary>
internal static class SyntheticBars
{
    public static readonly long Start = Instant.Parse("2023-01-02");

    public static BarSeries Make(int days, ulong seed = 7, double scale = 1, int minutes = 15)
    {
        var random = new SplitMix64(seed);
        var (n, level, log) = (days * 1440 / minutes, 0.0, Math.Log(100));
        var close = new double[n + 1];
        close[0] = 100;
        for (var i = 1; i <= n; i++)
        {
            level = (0.995 * level) + (0.08 * Normal(random));
            log += scale * 0.002 * Math.Exp(level + (0.3 * Math.Sin(i * minutes / 1440.0 * 2 * Math.PI))) * Normal(random);
            close[i] = Math.Exp(log);
        }
        return FromCloses(close, minutes, random, scale);
    }

    /// <summary>Bars whose opens are the previous closes; <paramref name="close"/>[0] is the price before the first bar. Ranges reach 5 basis points, times <paramref name="scale"/>, beyond open and close.</summary>
    public static BarSeries FromCloses(double[] close, int minutes, SplitMix64? random = null, double scale = 1)
    {
        var n = close.Length - 1;
        var volume = Enumerable.Range(0, n).Select(_ => random is null ? 1 : 1 + random.Next(100)).Select(v => (double)v).ToArray();
        return new BarSeries
        {
            Venue = "test",
            Symbol = "TEST",
            Interval = TimeSpan.FromMinutes(minutes),
            OpenTime = [.. Enumerable.Range(0, n).Select(i => Start + (i * minutes * 60_000_000L))],
            Open = close[..n],
            Close = close[1..],
            High = [.. Enumerable.Range(0, n).Select(i => Math.Max(close[i], close[i + 1]) * Math.Pow(1.0005, scale))],
            Low = [.. Enumerable.Range(0, n).Select(i => Math.Min(close[i], close[i + 1]) * Math.Pow(0.9995, scale))],
            Volume = volume,
            QuoteVolume = [.. volume.Select((v, i) => v * close[i + 1])],
            Trades = [.. volume.Select(v => (long)v)],
            TakerBuyBase = [.. volume.Select(v => v / 2)],
            TakerBuyQuote = [.. volume.Select((v, i) => v / 2 * close[i + 1])],
        }.Validated();
    }

    /// <summary>Bars of a random walk from 100 whose returns have standard deviation <paramref name="deviation"/>; nothing lies beyond open and close.</summary>
    public static BarSeries Walk(int count, TimeSpan interval, SplitMix64 random, double deviation)
    {
        var close = new double[count + 1];
        close[0] = 100;
        for (var i = 1; i <= count; i++) close[i] = close[i - 1] * Math.Exp(deviation * Normal(random));
        var volume = Enumerable.Repeat(1.0, count).ToArray();
        return new BarSeries
        {
            Venue = "test", Symbol = "TEST", Interval = interval, OpenTime = [.. Enumerable.Range(0, count).Select(i => Start + (i * Duration.Microseconds(interval)))], Open = close[..count], Close = close[1..],
            High = [.. Enumerable.Range(0, count).Select(i => Math.Max(close[i], close[i + 1]))], Low = [.. Enumerable.Range(0, count).Select(i => Math.Min(close[i], close[i + 1]))],
            Volume = volume, Trades = [.. volume.Select(v => (long)v)], TakerBuyBase = [.. volume.Select(v => v / 2)],
        }.Validated();
    }

    /// <summary>The same bars with every price after <paramref name="instant"/> replaced by a wild one.</summary>
    public static BarSeries AlterAfter(BarSeries bars, long instant)
    {
        double Wild(double p, int i) => bars.End(i) > instant ? p * (1 + (0.3 * (i % 3))) : p;
        double[] Column(double[] source) => [.. source.Select(Wild)];
        return new BarSeries
        {
            Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval, OpenTime = bars.OpenTime,
            Open = Column(bars.Open), High = Column(bars.High), Low = Column(bars.Low), Close = Column(bars.Close),
            Volume = bars.Volume, QuoteVolume = bars.QuoteVolume, Trades = bars.Trades, TakerBuyBase = bars.TakerBuyBase, TakerBuyQuote = bars.TakerBuyQuote,
        };
    }

    /// <summary>The same bars without those that end in (<paramref name="from"/>, <paramref name="to"/>].</summary>
    public static BarSeries Without(BarSeries bars, long from, long to)
    {
        var kept = Enumerable.Range(0, bars.Count).Where(i => bars.End(i) <= from || bars.End(i) > to).ToArray();
        double[] Column(double[] source) => [.. kept.Select(i => source[i])];
        return new BarSeries
        {
            Venue = bars.Venue,
            Symbol = bars.Symbol,
            Interval = bars.Interval,
            OpenTime = [.. kept.Select(i => bars.OpenTime[i])],
            Open = Column(bars.Open),
            High = Column(bars.High),
            Low = Column(bars.Low),
            Close = Column(bars.Close),
            Volume = Column(bars.Volume!),
            QuoteVolume = Column(bars.QuoteVolume!),
            Trades = [.. kept.Select(i => bars.Trades![i])],
            TakerBuyBase = Column(bars.TakerBuyBase!),
            TakerBuyQuote = Column(bars.TakerBuyQuote!),
        };
    }

    public static double Normal(SplitMix64 random)
    {
        var u = ((random.NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));
        var v = (random.NextBits() >> 11) * (1.0 / (1UL << 53));
        return Math.Sqrt(-2 * Math.Log(u)) * Math.Cos(2 * Math.PI * v);
    }
}
