using CsCheck;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarketImpactTests
{
    private static readonly MarginClass Terms = new("major", 1, 990_000, 20_000, 50);
    private static readonly MarginPolicy Policy = new(1, 0, StepUnit.Relative, 10_000, 2_000, 1_000, 600_000, [Terms]);

    // Hours whose returns follow the law exactly: 0.5 % times sign and root of the net flow over the mean volume.
    private static BarSeries Bars(int days, bool hasTaker = true)
    {
        var random = new SplitMix64(5);
        var (n, net) = (days * 24, new double[days * 24]);
        var close = new double[n + 1];
        close[0] = 100;
        for (var i = 0; i < n; i++)
        {
            net[i] = (i % 2 == 0 ? 1 : -1) * random.Next(1_000_000);
            close[i + 1] = close[i] * Math.Exp(0.005 * Math.Sign(net[i]) * Math.Sqrt(Math.Abs(net[i]) / 2_000_000));
        }
        var bars = SyntheticBars.FromCloses(close, 60);
        return new BarSeries
        {
            Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval, OpenTime = bars.OpenTime, Open = bars.Open, High = bars.High, Low = bars.Low, Close = bars.Close,
            QuoteVolume = [.. net.Select(_ => 2_000_000.0)], TakerBuyQuote = hasTaker ? [.. net.Select(q => (2_000_000 + q) / 2)] : null,
        };
    }

    [Fact]
    public void The_law_that_made_the_returns_is_found()
    {
        var bars = Bars(40);
        var impact = MarketImpact.Of(bars)!;
        var returns = Enumerable.Range(bars.Count - 720, 720).Select(i => Math.Log(bars.Close[i] / bars.Close[i - 1])).ToArray();
        Assert.Equal(48_000_000, impact.DailyVolume, 1e-3);
        Assert.Equal(0.005 / Math.Sqrt(returns.Average(r => r * r)), impact.Coefficient, 1e-6);
        Assert.Equal(impact.Coefficient * 0.03 * 0.1, impact.Cost(480_000, 0.03), 1e-12);
    }

    [Fact]
    public void Who_does_not_know_takers_uses_one_and_who_knows_no_volume_has_no_tiers()
    {
        Assert.Equal(1, MarketImpact.Of(Bars(40, hasTaker: false))!.Coefficient);
        Assert.Null(MarketImpact.Of(Bars(5)));
        var bars = Bars(40);
        Assert.Null(MarketImpact.Of(new BarSeries { Venue = "v", Symbol = "s", Interval = bars.Interval, OpenTime = bars.OpenTime, Open = bars.Open, High = bars.High, Low = bars.Low, Close = bars.Close }));
    }

    // 8 % initial, 3 % a day, Y = 1, 48 million a day: at 0.5 % of it, 240 000, three halves of the cost are 0.3182 %, rounded up to 0.4 %.
    [Fact]
    public void Tiers_by_hand()
    {
        var tiers = SizeTiers.Of(new MarginParameters(80_000, 48_000, 12), Policy, Terms, new MarketImpact(48_000_000, 1), 0.03);
        Assert.Equal([0m, 48_000, 240_000, 960_000, 2_400_000], tiers.Tiers.Select(t => t.FromNotional));
        Assert.Equal([80_000, 84_000, 87_000, 91_000, 95_000], tiers.Tiers.Select(t => t.InitialPpm));
        Assert.Equal([12, 11, 11, 10, 10], tiers.Tiers.Select(t => t.MaximumLeverage));
        Assert.All(tiers.Tiers, t => Assert.Equal(48_000, t.MaintenancePpm));
        Assert.Equal(4_800_000m, tiers.PositionCap);
        Assert.Equal(48_000 * 0.08m + 52_000 * 0.084m, tiers.InitialMargin(100_000));
    }

    [Fact]
    public void Margin_grows_with_size_and_volatility_and_pays_for_the_liquidation() =>
        Gen.Select(Gen.Int[20_000, 400_000], Gen.Double[1e4, 1e11], Gen.Double[0.2, 3], Gen.Double[0.001, 0.2], Gen.Double[0.0001, 0.1]).Sample((initial, volume, coefficient, volatility, share) =>
        {
            var parameters = new MarginParameters(initial / 1_000 * 1_000, initial / 2_000 * 1_000, 1);
            var impact = new MarketImpact(volume, coefficient);
            var tiers = SizeTiers.Of(parameters, Policy, Terms, impact, volatility);
            Assert.Equal(tiers.Tiers.Select(t => t.InitialPpm).Order(), tiers.Tiers.Select(t => t.InitialPpm));
            var notional = Math.Min(tiers.PositionCap, (decimal)(share * volume));
            var margin = tiers.InitialMargin(notional);
            Assert.True(margin >= notional * parameters.InitialPpm / 1_000_000m);
            Assert.True(tiers.InitialMargin(notional * 1.01m) >= margin * 1.01m - 1e-9m * margin);
            Assert.True(SizeTiers.Of(parameters, Policy, Terms, impact, volatility * 1.5).InitialMargin(notional) >= margin);
            // Beyond the first tier, whose own cost is not charged, the whole cost is.
            var first = tiers.Tiers[1].FromNotional;
            var cost = notional > first ? (double)notional * impact.Cost((double)notional, volatility) - ((double)first * impact.Cost((double)first, volatility)) : 0;
            if (tiers.Tiers[^1].InitialPpm < 1_000_000) Assert.True((double)margin >= ((double)notional * parameters.InitialPpm / 1e6) + cost - (1e-9 * (double)notional));
        });
}
