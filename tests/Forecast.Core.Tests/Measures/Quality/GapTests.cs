using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class GapTests
{
    private const long Bar = 15 * 60_000_000L;
    private static readonly long Start = SyntheticBars.Start;

    [Fact]
    public void A_bar_without_a_trade_is_no_gap_in_the_data_and_an_absent_bar_is()
    {
        var bars = SyntheticBars.Make(days: 2);
        for (var i = 20; i < 24; i++) (bars.Volume![i], bars.Trades![i]) = (0, 0);
        var gapped = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i is < 50 or > 52)]);

        Assert.Equal([new(Start + (20 * Bar), Start + (24 * Bar), 4, GapKind.NoTrade), new(Start + (50 * Bar), Start + (53 * Bar), 3, GapKind.NoData)], BarGaps.Of(gapped));
        Assert.Equal(GapKind.Unknown, BarGaps.Of(gapped, everyBar: false)[^1].Kind);
        Assert.Empty(BarGaps.Of(SyntheticBars.Make(days: 1)));
    }

    [Fact]
    public void Days_before_the_listing_and_after_the_delisting_are_not_missed_and_whole_days_between_are()
    {
        var bars = SyntheticBars.Make(days: 3);
        var gapped = bars.Pick([.. Enumerable.Range(0, bars.Count).Where(i => i is < 96 or >= 192)]);
        var day = Instant.Day(Start);

        var gaps = BarGaps.Of(gapped, listed: day.AddDays(-2), delisted: day.AddDays(4), until: Start + (30 * Duration.Day));

        Assert.Equal([(Start - (2 * Duration.Day), 2 * 96L), (Start + Duration.Day, 96), (Start + (3 * Duration.Day), 2 * 96)], gaps.Select(g => (g.From, g.Missing!.Value)));
        Assert.Equal([2, 1, 2], gaps.Select(g => g.WholeDays));
        Assert.Single(BarGaps.Of(gapped, listed: day, until: Start + (3 * Duration.Day)));
        Assert.Equal(2, BarGaps.Of(gapped, until: Start + (4 * Duration.Day)).Count);
    }

    [Fact]
    public void Trade_numbers_tell_a_quiet_market_from_lost_trades()
    {
        const long Minute = 60_000_000;
        var trades = new TradeBatch
        {
            Venue = "test", Symbol = "TEST", Id = [10, 11, 15, 16], Time = [0, 5 * Minute, 5 * Minute + 1, 30 * Minute], Price = [1, 1, 1, 1], Quantity = [1, 1, 1, 1], TakerSide = new sbyte[4],
        };
        var shortest = TimeSpan.FromMinutes(2);

        Assert.Equal([new(0, 5 * Minute, 0, GapKind.NoTrade), new(5 * Minute, (5 * Minute) + 1, 3, GapKind.NoData), new((5 * Minute) + 1, 30 * Minute, 0, GapKind.NoTrade)], TradeGaps.Of(trades, shortest, counted: true));
        Assert.Equal([(GapKind.Unknown, null), (GapKind.Unknown, null)], TradeGaps.Of(trades, shortest, counted: false).Select(g => (g.Kind, g.Missing)));
        Assert.Equal(new MarketGap(-Minute, 0, 4, GapKind.NoData), TradeGaps.Of(trades, shortest, counted: true, before: (5, -Minute))[0]);
    }

    [Fact]
    public void Days_are_counted_from_the_first_bar_to_the_last()
    {
        var bars = SyntheticBars.Make(days: 4);
        var gapped = bars.Pick([.. Enumerable.Range(10, 300).Where(i => i is not 100 and (< 192 or >= 288))]);
        Assert.Equal([(86, 86), (95, 96), (0, 96), (22, 22)], DayCounts.Of(gapped).Select(d => (d.Present, d.Expected)));
    }
}
