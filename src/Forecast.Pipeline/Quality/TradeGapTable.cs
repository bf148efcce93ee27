using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline.Quality;

/// <summary>The gaps among an instrument's trades as the lake has them now: what is missing, and where nothing was traded.</summary>
public static class TradeGapTable
{
    /// <summary>Shortest stretch without a trade that is listed.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(5);

    /// <summary>The gaps with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, in order of time.</summary>
    public static IReadOnlyList<MarketGap> Of(Lake lake, string venue, string symbol, long from, long until)
    {
        var (gaps, before) = (new List<MarketGap>(), ((long Id, long Time)?)null);
        using var trades = lake.ScanTrades(venue, symbol);
        trades.ReadNumbers(from, until, (ids, times) =>
        {
            var batch = new TradeBatch { Venue = venue, Symbol = symbol, Id = ids.ToArray(), Time = times.ToArray(), Price = new double[ids.Length], Quantity = new double[ids.Length], TakerSide = new sbyte[ids.Length] };
            gaps.AddRange(TradeGaps.Of(batch, Shortest, SourceCatalog.CountsTrades(venue), before));
            before = (ids[^1], times[^1]);
        });
        return gaps;
    }
}
