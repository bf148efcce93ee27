using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class MarginTiersTests
{
    private static readonly Gen<MarginTiers> Tables = Gen.Select(Gen.Int[1, 1_000_000_000], Gen.Int[0, 200_000]).Array[1, 8]
        .Select(steps => new MarginTiers(steps.Select((_, n) => new MarginTier(steps.Take(n).Sum(s => (decimal)s.Item1) / 100, Math.Min(1, (1 + steps.Take(n + 1).Sum(s => s.Item2)) / 1_000_000m)))));

    [Fact]
    public void Tiers_by_leverage_as_documented()
    {
        var vector = Vector.Of("hyperliquid_tiers_vectors.json");
        var tables = vector.GetProperty("tiers").EnumerateObject()
            .ToDictionary(a => a.Name, a => MarginTiers.OfMaximumLeverage(a.Value.EnumerateArray().Select(t => (t.Decimal("lowerBound"), t.GetProperty("maxLeverage").GetInt32()))));
        // The figures are written to six digits after the point.
        foreach (var row in vector.Rows("cases")) Assert.Equal(row.Decimal("maintenance_margin"), Math.Round(tables[row.Text("asset")].Margin(row.Decimal("notional")), 6));
    }

    // Binance, BTCUSDT perpetual, 2021: bracket from, maintenance rate, maintenance amount.
    [Fact]
    public void Deductions_are_the_published_maintenance_amounts()
    {
        (decimal From, decimal Rate, decimal Amount)[] brackets =
        [
            (0, 0.004m, 0), (50_000, 0.005m, 50), (250_000, 0.01m, 1_300), (1_000_000, 0.025m, 16_300), (10_000_000, 0.05m, 266_300), (20_000_000, 0.1m, 1_266_300),
            (50_000_000, 0.125m, 2_516_300), (100_000_000, 0.15m, 5_016_300), (200_000_000, 0.25m, 25_016_300), (300_000_000, 0.5m, 100_016_300),
        ];
        Assert.Equal(brackets.Select(b => b.Amount), new MarginTiers(brackets.Select(b => new MarginTier(b.From, b.Rate))).Deductions);
    }

    [Fact]
    public void It_is_rate_times_notional_less_the_deduction() =>
        Gen.Select(Tables, Gen.Decimal[0, 100_000_000]).Sample((table, notional) =>
        {
            var n = table.TierOf(notional);
            // Products are rounded at the 28th digit.
            Assert.InRange(table.Margin(notional) - ((notional * table.Tiers[n].Rate) - table.Deductions[n]), -1e-15m, 1e-15m);
            Assert.Equal(table.Margin(notional), table.Margin(-notional));
        });

    [Fact]
    public void It_does_not_jump_at_any_bound() =>
        Tables.Sample(table =>
        {
            for (var n = 1; n < table.Tiers.Count; n++)
            {
                var bound = table.Tiers[n].LowerBound;
                Assert.Equal(n, table.TierOf(bound));
                // By the rate of the tier below, and by its own.
                Assert.Equal((bound * table.Tiers[n - 1].Rate) - table.Deductions[n - 1], table.Margin(bound));
                Assert.Equal((bound * table.Tiers[n].Rate) - table.Deductions[n], table.Margin(bound));
                var below = table.Margin(bound - 0.000001m);
                Assert.InRange(table.Margin(bound) - below, 0, 0.000001m);
            }
        });

    [Fact]
    public void It_rises_with_notional_and_so_does_its_share() =>
        Gen.Select(Tables, Gen.Decimal[1, 100_000_000], Gen.Decimal[0, 100_000_000]).Sample((table, notional, more) =>
        {
            Assert.True(table.Margin(notional + more) >= table.Margin(notional));
            Assert.True(table.Margin(notional + more) / (notional + more) >= (table.Margin(notional) / notional) - 1e-20m);
            Assert.InRange(table.Margin(notional), 0, notional);
        });

    [Fact]
    public void Tiers_that_contradict_each_other_are_refused()
    {
        string Fault(params MarginTier[] tiers) => Assert.Throws<ArgumentException>(() => new MarginTiers(tiers)).Message;
        Assert.Contains("there is no tier", Fault(), StringComparison.Ordinal);
        Assert.Contains("tier 0: the lower bound is 5; it must be 0", Fault(new MarginTier(5, 0.1m)), StringComparison.Ordinal);
        Assert.Contains("tier 1: the lower bound is 0; it must be above 0", Fault(new MarginTier(0, 0.1m), new MarginTier(0, 0.2m)), StringComparison.Ordinal);
        Assert.Contains("tier 1: the rate is 0.05; it must be at least 0.1", Fault(new MarginTier(0, 0.1m), new MarginTier(1, 0.05m)), StringComparison.Ordinal);
        Assert.Contains("tier 0: the rate is 1.5; it must lie above 0", Fault(new MarginTier(0, 1.5m)), StringComparison.Ordinal);
    }
}
