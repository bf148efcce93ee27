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
        Volume = Optional(parts, p => p.Volume),
        QuoteVolume = Optional(parts, p => p.QuoteVolume),
        Trades = Optional(parts, p => p.Trades),
        TakerBuyBase = Optional(parts, p => p.TakerBuyBase),
        TakerBuyQuote = Optional(parts, p => p.TakerBuyQuote),
    }.Validated();

    // A column that one part lacks is none of the whole.
    private static T[]? Optional<T>(IReadOnlyList<BarSeries> parts, Func<BarSeries, T[]?> column) => parts.All(p => column(p) is not null) ? [.. parts.SelectMany(p => column(p)!)] : null;
}
