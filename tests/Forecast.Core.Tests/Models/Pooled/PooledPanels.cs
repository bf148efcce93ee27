using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Tests.Models.Pooled;

/// <summary>Panels of synthetic instruments with a season of the week.</summary>
internal static class PooledPanels
{
    /// <summary>The factor by which a bar's deviation is multiplied: Mondays at noon UTC are stormy, weekends calm.</summary>
    public static double Season(int hourOfWeek) => hourOfWeek == 12 ? 3 : hourOfWeek >= 120 ? 0.6 : 1;

    /// <summary>Hourly or finer bars whose log variance wanders, from <see cref="SyntheticBars.Start"/>, a Monday.</summary>
    public static BarSeries Bars(string symbol, int days, ulong seed, int minutes = 60, double deviation = 0.004, int from = 0)
    {
        var random = new SplitMix64(seed);
        var n = days * 1440 / minutes;
        var close = new double[n + 1];
        var (level, log) = (0.0, Math.Log(100));
        close[0] = 100;
        for (var i = 1; i <= n; i++)
        {
            level = (Math.Pow(0.98, minutes / 60.0) * level) + (0.15 * Math.Sqrt(minutes / 60.0) * SyntheticBars.Normal(random));
            log += deviation * Math.Sqrt(minutes / 60.0) * Season((i - 1) * minutes / 60 % 168) * Math.Exp(level) * SyntheticBars.Normal(random);
            close[i] = Math.Exp(log);
        }
        var bars = SyntheticBars.FromCloses(close, minutes, random);
        var first = from * 1440 / minutes;
        return Named(symbol, bars.Pick([.. Enumerable.Range(first, n - first)]));
    }

    /// <summary>The same bars with every log price k times as large.</summary>
    public static BarSeries Scaled(BarSeries b, double k)
    {
        double[] Of(double[] prices) => Array.ConvertAll(prices, p => 100 * Math.Pow(p / 100, k));
        return new()
        {
            Venue = b.Venue, Symbol = b.Symbol, Interval = b.Interval, OpenTime = b.OpenTime, Open = Of(b.Open), High = Of(b.High), Low = Of(b.Low), Close = Of(b.Close),
            Volume = b.Volume, QuoteVolume = b.QuoteVolume, Trades = b.Trades, TakerBuyBase = b.TakerBuyBase, TakerBuyQuote = b.TakerBuyQuote,
        };
    }

    /// <summary>Squared hourly returns.</summary>
    public static double[] Squares(MarketHistory history)
    {
        var closes = history.LogClose;
        var squares = new double[closes.Length - 1];
        for (var i = 0; i < squares.Length; i++) squares[i] = (closes[i + 1] - closes[i]) * (closes[i + 1] - closes[i]);
        return squares;
    }

    public static BarSeries Named(string symbol, BarSeries b) => new()
    {
        Venue = b.Venue, Symbol = symbol, Interval = b.Interval, OpenTime = b.OpenTime, Open = b.Open, High = b.High, Low = b.Low, Close = b.Close,
        Volume = b.Volume, QuoteVolume = b.QuoteVolume, Trades = b.Trades, TakerBuyBase = b.TakerBuyBase, TakerBuyQuote = b.TakerBuyQuote,
    };

    public static HourlySeries[] Series(params BarSeries[] bars)
    {
        var series = Array.ConvertAll(bars, b => HourlySeries.From(b));
        HourlyPanel.Of(series);
        return series;
    }
}
