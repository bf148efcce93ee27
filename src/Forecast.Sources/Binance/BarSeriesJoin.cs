using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>Puts bars of one instrument, of stretches of time that follow each other, into one series.</summary>
internal static class BarSeriesJoin
{
    public static BarSeries Of(IReadOnlyList<BarSeries> parts) => parts.Count == 1 ? parts[0] : new BarSeries
    {
        Venue = parts[0].Venue,
        Symbol = parts[0].Symbol,
        Interval = parts[0].Interval,
        OpenTime = [.. parts.SelectMany(p => p.OpenTime)],
        Open = [.. parts.SelectMany(p => p.Open)],
        High = [.. parts.SelectMany(p => p.High)],
        Low = [.. parts.SelectMany(p => p.Low)],
        Close = [.. parts.SelectMany(p => p.Close)],
        Volume = [.. parts.SelectMany(p => p.Volume)],
        QuoteVolume = [.. parts.SelectMany(p => p.QuoteVolume)],
        Trades = [.. parts.SelectMany(p => p.Trades)],
        TakerBuyBase = [.. parts.SelectMany(p => p.TakerBuyBase)],
        TakerBuyQuote = [.. parts.SelectMany(p => p.TakerBuyQuote)],
    }.Validated();
}
