using System.Numerics;
using System.Text.Json;
using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class LiquidityTierTests
{
    private static readonly Gen<LiquidityTier> Tiers = Gen.Select(Gen.UInt[0, 1_000_000], Gen.UInt[0, 1_000_000], Gen.ULong[0, 1UL << 60], Gen.ULong[0, 1UL << 60])
        .Select((initial, fraction, lower, more) => new LiquidityTier(0, "t", initial, fraction, 1, lower, lower + more));

    private static JsonElement Reference => Vector.Of("dydx_v4_liquidity_tier_vectors.json");

    [Fact]
    public void Published_maintenance_and_funding_clamp()
    {
        foreach (var row in Cases("GetMaintenanceMarginPpm")) Assert.Equal(row[2], Tier(row[0], row[1]).MaintenanceMarginPpm);
        foreach (var row in Cases("GetMaxAbsFundingClampPpm")) Assert.Equal(row[3], Tier(row[1], row[2]).FundingClampPpm((uint)row[0]));
    }

    [Fact]
    public void Published_initial_margins_at_an_open_interest()
    {
        foreach (var row in Cases("GetAdjustedInitialMarginPpm")) Assert.Equal(row[4], Tier(row[0], 0, row[1], row[2]).InitialPpm(row[3]));
        foreach (var row in Cases("GetInitialMarginQuoteQuantums")) Assert.Equal(row[5], Tier(row[0], 0, row[1], row[2]).InitialMargin(row[4], row[3]));
    }

    [Fact]
    public void Published_requirements_of_positions()
    {
        var vector = Reference.GetProperty("GetMarginRequirementsInQuoteQuantums");
        var setup = vector.GetProperty("setup");
        // Quantums × 10^(resolution + exponent + 6) × price: quote quantums are 10⁻⁶ of a dollar.
        var scale = BigInteger.Pow(10, setup.GetProperty("atomic_resolution").GetInt32() + setup.GetProperty("exponent").GetInt32() + 6) * setup.GetProperty("price").GetInt64();
        foreach (var row in vector.Rows("cases"))
        {
            var tier = Tier(setup.Whole("im_ppm"), setup.Whole("mf_ppm"), row.Whole("lower"), row.Whole("upper"));
            var notional = row.GetProperty("quantums").GetInt64() * scale;
            Assert.Equal(BigInteger.Parse(row.Text("imr"), null), tier.InitialMargin(notional, setup.Whole("open_interest_base_quantums") * scale));
            Assert.Equal(BigInteger.Parse(row.Text("mmr"), null), tier.MaintenanceMargin(notional));
        }
    }

    [Fact]
    public void Published_refusals()
    {
        foreach (var row in Reference.Rows("Validate"))
        {
            var faults = new LiquidityTier(0, "t", (uint)row.Whole("im"), (uint)row.Whole("mf"), row.Whole("impact"), row.Whole("lower"), row.Whole("upper")).Faults();
            if (row.TryGetProperty("ok", out _)) Assert.Empty(faults);
            else
            {
                var fault = Assert.Single(faults);
                Assert.StartsWith(row.Text("error") switch
                {
                    "InitialMarginPpmExceedsMax" => "initial_margin_ppm is 1000001; allowed are 0 to 1000000",
                    "MaintenanceFractionPpmExceedsMax" => "maintenance_fraction_ppm is 1000001; allowed are 0 to 1000000",
                    "ImpactNotionalIsZero" => "impact_notional is 0; it must be above 0",
                    _ => "open_interest_lower_cap is 1000000; it must be at most open_interest_upper_cap, ",
                }, fault, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Tiers_of_the_genesis()
    {
        var tiers = Vector.Of("dydx_v4_genesis_tiers.json").Rows("liquidity_tiers").Select(t => new LiquidityTier(
            (uint)t.Whole("id"), t.Text("name"), (uint)t.Whole("initial_margin_ppm"), (uint)t.Whole("maintenance_fraction_ppm"), t.Whole("impact_notional"), t.Whole("open_interest_lower_cap"), t.Whole("open_interest_upper_cap"))).ToArray();
        Assert.All(tiers, t => Assert.Empty(t.Faults()));
        // 60 % of 2 %, half of 10 and 20 %, 20 % of the whole, 60 % of 5 % twice, half of 1 %.
        Assert.Equal([12_000u, 50_000u, 100_000u, 200_000u, 30_000u, 30_000u, 5_000u], tiers.Select(t => t.MaintenanceMarginPpm));
        // The guideline of 500 USDC/IM is kept by two of them.
        Assert.Equal(["Small-Cap", "Long-Tail"], tiers.Where(t => t.GuidelineImpactNotional == t.ImpactNotional).Select(t => t.Name));
        Assert.Equal(["Large-Cap"], tiers.Where(t => t.OpenInterestUpperCap == 0).Select(t => t.Name));
    }

    [Fact]
    public void Published_fillable_prices()
    {
        var vector = Reference.GetProperty("fillable_price");
        var usual = vector.GetProperty("default");
        foreach (var row in vector.Rows("cases_usd"))
        {
            decimal Ppm(string name) => (row.TryGetProperty(name, out _) ? row : usual).Decimal(name) / 1_000_000;
            var (size, notional) = (row.Decimal("pos_btc"), row.Decimal("pos_btc") * usual.Decimal("btc_price"));
            var (maintenance, collateral) = (Math.Abs(notional) * usual.Decimal("mm"), row.Decimal("usdc") + notional);
            Assert.True(LiquidationTerms.IsLiquidatable(maintenance, collateral));
            Assert.Equal(row.Decimal("fillable_price"), new LiquidationTerms(Ppm("BA_ppm"), Ppm("SMMR_ppm")).FillablePrice(size, notional, maintenance, collateral, maintenance));
        }
        Assert.False(LiquidationTerms.IsLiquidatable(0, -1));
        Assert.False(LiquidationTerms.IsLiquidatable(500, 500));
    }

    [Fact]
    public void Margins_are_rounded_up_and_rise_with_notional() =>
        Gen.Select(Tiers, Gen.Long[0, long.MaxValue / 2], Gen.Long[0, long.MaxValue / 2], Gen.ULong).Sample((tier, notional, more, interest) =>
        {
            Assert.True(tier.InitialMargin(notional, interest) * 1_000_000 >= (BigInteger)notional * tier.InitialPpm(interest));
            Assert.True(tier.MaintenanceMargin(notional) * 1_000_000 >= (BigInteger)notional * tier.MaintenanceMarginPpm);
            Assert.True(tier.InitialMargin(notional + (BigInteger)more, interest) >= tier.InitialMargin(notional, interest));
            Assert.True(tier.MaintenanceMargin(notional + (BigInteger)more) >= tier.MaintenanceMargin(notional));
            Assert.True(tier.MaintenanceMargin(notional) <= tier.InitialMargin(notional, interest));
        });

    [Fact]
    public void Open_interest_and_own_leverage_raise_the_initial_margin_only() =>
        Gen.Select(Tiers, Gen.ULong[0, 1UL << 62], Gen.ULong[0, 1UL << 62], Gen.UInt[0, 1_000_000]).Sample((tier, interest, more, own) =>
        {
            Assert.True(tier.InitialPpm(interest + more) >= tier.InitialPpm(interest));
            Assert.InRange(tier.InitialPpm(interest), tier.InitialMarginPpm, LiquidityTier.Whole);
            Assert.True(tier.InitialMargin(1_000_000_000, interest, own) >= tier.InitialMargin(1_000_000_000, interest));
        });

    private static LiquidityTier Tier(ulong initial, ulong fraction, ulong lower = 0, ulong upper = 0) => new(0, "t", (uint)initial, (uint)fraction, 1, lower, upper);

    private static IEnumerable<ulong[]> Cases(string function) => Reference.Rows(function).Select(r => r.EnumerateArray().Select(v => v.GetUInt64()).ToArray());
}
