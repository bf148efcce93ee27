using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class TradeBarsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly long Start = Instant.Parse("2024-08-05T00:00:00Z");

    [Fact]
    public void A_bar_has_the_prices_and_the_flow_of_its_trades()
    {
        var bars = Of(null, (0, 10, 2, 1), (30, 12, 1, -1), (59, 11, 4, 1), (60, 9, 1, -1), (185, 8, 3, 1));

        Assert.Equal([0, 60, 180], bars.OpenTime.Select(t => (t - Start) / 1_000_000));
        Assert.Equal((10, 12, 10, 11), (bars.Open[0], bars.High[0], bars.Low[0], bars.Close[0]));
        Assert.Equal([7, 1, 3], bars.Volume!);
        Assert.Equal([20 + 12 + 44, 9, 24], bars.QuoteVolume!);
        Assert.Equal([3, 1, 1], bars.Trades!);
        Assert.Equal([6, 0, 3], bars.TakerBuyBase!);
        Assert.Equal([64, 0, 24], bars.TakerBuyQuote!);
    }

    [Fact]
    public void An_inverse_contract_is_worth_quote_currency()
    {
        var bars = Of(100, (0, 50, 2, 1), (1, 40, 2, -1));

        Assert.Equal([400], bars.QuoteVolume!);
        Assert.Equal([4 + 5], bars.Volume!);
        Assert.Equal([4], bars.TakerBuyBase!);
    }

    [Fact]
    public void Who_took_is_absent_where_a_trade_does_not_say()
    {
        var bars = Of(null, (0, 10, 2, 1), (70, 12, 1, 0));

        Assert.Null(bars.TakerBuyBase);
        Assert.Null(bars.TakerBuyQuote);
        Assert.Equal([2, 1], bars.Volume!);
    }

    [Fact]
    public void Times_that_fall_are_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => Of(null, (60, 10, 2, 1), (59, 12, 1, 1))).Message;
        Assert.Contains("2024-08-05T00:00:59Z", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new TradeBars("v", "S", Minute).Add([1], [1], [1], []));
        Assert.Equal(0, new TradeBars("v", "S", Minute).Build().Count);
    }

    /// <summary>However the trades are cut into pieces, the bars have the same bits, and equal those counted bar by bar.</summary>
    [Fact]
    public void Pieces_do_not_matter() =>
        Gen.Select(Gen.Select(Gen.Int[0, 40], Gen.Double[1, 100], Gen.Double[0.001, 5], Gen.Int[-1, 1]).Array[1, 60], Gen.Int[1, 7]).Sample((steps, size) =>
        {
            var time = Start;
            var trades = steps.Select(s => (Time: time += s.Item1 * 1_000_000L, Price: s.Item2, Quantity: s.Item3, Side: (sbyte)s.Item4)).ToArray();
            var (whole, pieces) = (new TradeBars("v", "S", Minute), new TradeBars("v", "S", Minute));
            Add(whole, trades);
            foreach (var piece in trades.Chunk(size)) Add(pieces, piece);
            var (a, b) = (whole.Build(), pieces.Build());
            Assert.Equal(a.OpenTime, b.OpenTime);
            Assert.Equal(a.Volume!, b.Volume!);
            Assert.Equal(a.QuoteVolume!, b.QuoteVolume!);
            Assert.Equal(a.TakerBuyBase, b.TakerBuyBase);
            var groups = trades.GroupBy(t => t.Time / 60_000_000).ToArray();
            Assert.Equal(groups.Select(g => g.Max(t => t.Price)), a.High);
            Assert.Equal(groups.Select(g => g.Min(t => t.Price)), a.Low);
            Assert.Equal(groups.Select(g => g.Last().Price), b.Close);
            Assert.Equal(groups.Select(g => (long)g.Count()), a.Trades!);
            Assert.All(groups.Zip(a.Volume!), g => Assert.Equal(g.First.Sum(t => t.Quantity), g.Second, 1e-12));
        });

    private static BarSeries Of(double? contract, params (int Second, double Price, double Quantity, int Side)[] trades)
    {
        var bars = new TradeBars("v", "S", Minute, contract);
        Add(bars, [.. trades.Select(t => (Start + (t.Second * 1_000_000L), t.Price, t.Quantity, (sbyte)t.Side))]);
        return bars.Build();
    }

    private static void Add(TradeBars bars, (long Time, double Price, double Quantity, sbyte Side)[] trades) =>
        bars.Add([.. trades.Select(t => t.Time)], [.. trades.Select(t => t.Price)], [.. trades.Select(t => t.Quantity)], [.. trades.Select(t => t.Side)]);
}
