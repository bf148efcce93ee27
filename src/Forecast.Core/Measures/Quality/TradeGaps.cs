using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The gaps of a stream of trades: stretches of at least a given length without a trade, and every hole in the trade numbers, however short.
/// <para>Numbers that go on over a stretch prove that nothing was traded in it; a hole says how many trades are missing. Where a venue's numbers do not count by one (or where it
/// gives none and they are made from times), a stretch is unknown and holes cannot be seen.</para>
/// </summary>
public static class TradeGaps
{
    /// <param name="trades">In order of trading.</param>
    /// <param name="shortest">Shortest stretch without a trade that is reported.</param>
    /// <param name="counted">Whether the venue numbers an instrument's trades by ones.</param>
    /// <param name="before">Number and time of the last trade before the batch; null where there is none.</param>
    public static IReadOnlyList<MarketGap> Of(TradeBatch trades, TimeSpan shortest, bool counted, (long Id, long Time)? before = null)
    {
        var (gaps, least) = (new List<MarketGap>(), Duration.Microseconds(shortest));
        for (var i = before is null ? 1 : 0; i < trades.Count; i++)
        {
            var (id, time) = i == 0 ? before!.Value : (trades.Id[i - 1], trades.Time[i - 1]);
            var missing = trades.Id[i] - id - 1;
            if (counted && missing > 0) gaps.Add(new MarketGap(time, trades.Time[i], missing, GapKind.NoData));
            else if (trades.Time[i] - time >= least) gaps.Add(new MarketGap(time, trades.Time[i], counted ? 0 : null, counted ? GapKind.NoTrade : GapKind.Unknown));
        }
        return gaps;
    }
}
