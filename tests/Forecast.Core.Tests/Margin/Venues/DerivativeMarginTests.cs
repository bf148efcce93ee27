using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class DerivativeMarginTests
{
    // 2 and 1 % and 0.005 % a bitcoin; 4 and 2 % and 0.0005 % a SOL.
    private static readonly Dictionary<string, LinearFutureMargin> Futures = new() { ["BTC_USDC"] = new(0.02m, 0.01m, 0.00005m), ["SOL_USDC"] = new(0.04m, 0.02m, 0.000005m) };

    [Fact]
    public void Published_examples_of_linear_futures()
    {
        foreach (var row in Vector.Of("deribit_vectors.json").Rows("cases"))
        {
            var (terms, size, price) = (Futures[row.Text("inst")], row.Decimal("size"), row.Decimal("price"));
            Assert.Equal(row.Decimal("im_pct") / 100, terms.InitialRate(size));
            Assert.Equal(row.Decimal("im_usdc"), terms.Initial(-size, price));
            if (!row.TryGetProperty("mm_pct", out _)) continue;
            Assert.Equal(row.Decimal("mm_pct") / 100, terms.MaintenanceRate(size));
            Assert.Equal(row.Decimal("mm_usdc"), terms.Maintenance(size, price));
        }
    }

    [Fact]
    public void Margin_of_a_future_rises_with_size() =>
        Gen.Select(Gen.Decimal[0, 10_000], Gen.Decimal[0, 10_000]).Sample((size, more) => Assert.True(Futures["BTC_USDC"].Initial(size + more, 50_000) >= Futures["BTC_USDC"].Initial(size, 50_000)));

    [Fact]
    public void Published_margins_of_naked_options()
    {
        var naked = Naked();
        foreach (var row in Vector.Of("opyn_naked_margin_vectors.json").Rows("cases"))
        {
            var (strike, spot, expiry, amount) = (row.Decimal("K"), row.Decimal("S"), TimeSpan.FromDays(row.Double("T_bucket_days")), row.Decimal("amt"));
            if (row.Text("type") == "put") Assert.Equal(row.Decimal("margin_usdc"), naked.Put(strike, spot, expiry, amount));
            else Assert.Equal(row.Decimal("margin_eth"), naked.Call(strike, spot, expiry, amount));
        }
    }

    [Fact]
    public void The_bound_is_that_of_the_next_tabulated_time()
    {
        var naked = Naked();
        Assert.Equal(naked.Put(100, 150, TimeSpan.FromDays(14), 1), naked.Put(100, 150, TimeSpan.FromDays(7.01), 1));
        Assert.Equal(naked.Put(100, 150, TimeSpan.FromDays(7), 1), naked.Put(100, 150, TimeSpan.FromHours(1), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => naked.Put(100, 150, TimeSpan.FromDays(57), 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => naked.Call(100, 150, TimeSpan.Zero, 1));
        Assert.Throws<ArgumentException>(() => new NakedOptionMargin(0.75m, []));
    }

    [Fact]
    public void Margin_of_a_naked_option_rises_with_time_and_amount_and_with_how_far_it_is_in_the_money() =>
        Gen.Select(Gen.Decimal[10, 1_000], Gen.Decimal[10, 1_000], Gen.Decimal[0, 10], Gen.Double[0.1, 50]).Sample((strike, spot, more, days) =>
        {
            var (naked, expiry) = (Naked(), TimeSpan.FromDays(days));
            var (put, call) = (naked.Put(strike, spot, expiry, 1), naked.Call(strike, spot, expiry, 1));
            Assert.True(naked.Put(strike + more, spot, expiry, 1) >= put && naked.Put(strike, spot, expiry, 1 + more) >= put && naked.Put(strike, spot, expiry + TimeSpan.FromDays(6), 1) >= put);
            Assert.True(naked.Call(strike, spot + more, expiry, 1) >= call && naked.Call(strike, spot, expiry, 1 + more) >= call);
            Assert.True(put <= strike * 1.5m && call is > 0 and < 1.5m);
        });

    [Theory]
    [InlineData(0.15, 1, 10, 0.15)]
    // Weekly revaluation: √((5 + 9)/10) = √1.4.
    [InlineData(0.1, 5, 10, 0.11832159566199232)]
    // Every twenty days: √((20 + 9)/10) = √2.9.
    [InlineData(0.08, 20, 10, 0.13623509092741122)]
    [InlineData(0.04, 4, 1, 0.08)]
    [InlineData(0.9, 20, 10, 1)]
    public void Haircuts_by_hand(double haircut, int revaluation, int holding, double expected)
    {
        var scaled = CollateralHaircut.Scale(haircut, revaluation, holding);
        Assert.Equal(expected, scaled, 1e-15);
        Assert.Equal(200 * (1 - expected), CollateralHaircut.Value(200, scaled), 1e-12);
    }

    [Fact]
    public void A_haircut_rises_with_volatility_and_the_time_between_revaluations() =>
        Gen.Select(Gen.Double[0, 0.5], Gen.Double[0, 0.4], Gen.Int[1, 60], Gen.Int[1, 20], Gen.Int[0, 30]).Sample((haircut, more, revaluation, holding, later) =>
        {
            var scaled = CollateralHaircut.Scale(haircut, revaluation, holding);
            Assert.InRange(scaled, haircut, 1);
            Assert.True(CollateralHaircut.Scale(haircut + more, revaluation, holding) >= scaled);
            Assert.True(CollateralHaircut.Scale(haircut, revaluation + later, holding) >= scaled);
            Assert.True(CollateralHaircut.Value(100, CollateralHaircut.Scale(haircut, revaluation + later, holding)) <= CollateralHaircut.Value(100, scaled));
        });

    private static NakedOptionMargin Naked()
    {
        var vector = Vector.Of("opyn_naked_margin_vectors.json");
        return new NakedOptionMargin(vector.Decimal("spot_shock_s"), vector.GetProperty("upper_bound_by_days").EnumerateObject()
            .Select(b => (TimeSpan.FromDays(int.Parse(b.Name, System.Globalization.CultureInfo.InvariantCulture)), b.Value.GetDecimal())));
    }
}
