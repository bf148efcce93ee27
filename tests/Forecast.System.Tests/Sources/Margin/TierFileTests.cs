using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Margin;

/// <summary>What <c>margin tier</c> reads: every mistake names file, field and what is allowed.</summary>
public sealed class TierFileTests
{
    private const string Tier = """{ "id": 7, "name": "a", "initial_margin_ppm": 50000, "maintenance_fraction_ppm": 600000, "impact_notional": 1, "open_interest_lower_cap": 1, "open_interest_upper_cap": 2 }""";
    private const string Dydx = $$"""{ "liquidity_tiers": [ {{Tier}} ], "positions": [ { "tier": 7, "notional": 1, "open_interest": 0 } ] }""";
    private const string Leverage = """{ "tiers": [ { "lowerBound": 0, "maxLeverage": 20 }, { "lowerBound": 5, "maxLeverage": 10 } ], "positions": [ { "notional": 1 } ] }""";
    private const string Size = """{ "positions": [ { "kind": "asset", "size_1e9": 5, "imf_factor_1e6": 1, "base_weight_1e4": 9000 } ], "deposits": [ { "base_weight_1e4": 9000, "scale_start": 3, "total": 4 } ] }""";
    private const string Factor = """{ "model": { "lambda": 0.01, "tau_years": 0.1, "sigma": 1 }, "multiples": { "search": 1.1, "initial": 1.2, "release": 1.4 }, "linear_slippage": 0.25, "quadratic_slippage": 0, "positions": [ { "size": 1, "mark": 2 } ] }""";

    [Theory]
    [InlineData(50000, 1000001, "initial_margin_ppm is 1000001; allowed are 0 to 1000000", "(liquidity_tiers[0].initial_margin_ppm)")]
    [InlineData(600000, 1000001, "maintenance_fraction_ppm is 1000001; allowed are 0 to 1000000", "(liquidity_tiers[0].maintenance_fraction_ppm)")]
    [InlineData(50000, -1, "a whole number from 0 to 4294967295 is needed", "($.liquidity_tiers[0].initial_margin_ppm)")]
    [InlineData("\"impact_notional\": 1", "\"impact_notional\": 0", "it must be above 0", "(liquidity_tiers[0].impact_notional)")]
    [InlineData("lower_cap\": 1", "lower_cap\": 3", "open_interest_lower_cap is 3; it must be at most", "(liquidity_tiers[0].open_interest_lower_cap)")]
    [InlineData("\"tier\": 7", "\"tier\": 4", "tier is 4; allowed: the id of a tier of the file, 7", "(positions[0].tier)")]
    [InlineData("\"open_interest\": 0", "\"open_interest\": -5", "open_interest is -5; allowed: 0 and above", "(positions[0].open_interest)")]
    [InlineData("\"notional\": 1,", "\"notional\": 1.5,", "a whole number is needed", "($.positions[0].notional)")]
    [InlineData("\"notional\": 1,", "", "missing 'notional'", "($.positions[0])")]
    [InlineData(Tier, "", "there is no tier", "(liquidity_tiers)")]
    [InlineData(Tier, Tier + "," + Tier, "id is 7; allowed: an id of its own for each tier", "(liquidity_tiers[0].id)")]
    public void Of_liquidity_tiers(object written, object wrong, string what, string where) => Refused(DydxTierFile.Read, Dydx, written, wrong, what, where);

    [Theory]
    [InlineData("\"lowerBound\": 0", "\"lowerBound\": 1", "lowerBound is 1; allowed: 0 in the first tier", "(tiers[0].lowerBound)")]
    [InlineData("\"lowerBound\": 5", "\"lowerBound\": \"0.0\"", "lowerBound is 0.0; allowed: above 0", "(tiers[1].lowerBound)")]
    [InlineData(10, 40, "maxLeverage is 40; allowed: 1 to 20, that of the tier before", "(tiers[1].maxLeverage)")]
    [InlineData(20, 0, "maxLeverage is 0; allowed: 1 to 1000", "(tiers[0].maxLeverage)")]
    [InlineData("\"notional\": 1", "\"notional\": \"much\"", "a number is needed", "($.positions[0].notional)")]
    [InlineData("\"positions\"", "\"position\"", "unknown field 'position'", "($.position)")]
    public void Of_tiers_by_leverage(object written, object wrong, string what, string where) => Refused(LeverageTierFile.Read, Leverage, written, wrong, what, where);

    [Theory]
    [InlineData("\"asset\"", "\"debt\"", "kind is 'debt'; allowed: asset and liability", "(positions[0].kind)")]
    [InlineData("\"size_1e9\": 5", "\"size_1e9\": -5", "size_1e9 is -5; allowed: 0 and above", "(positions[0].size_1e9)")]
    [InlineData("\"base_weight_1e4\": 9000 }", "\"base_weight_1e4\": -1 }", "base_weight_1e4 is -1; allowed: 0 to 1000000", "(positions[0].base_weight_1e4)")]
    [InlineData("\"scale_start\": 3", "\"scale_start\": 0", "scale_start is 0; allowed: above 0", "(deposits[0].scale_start)")]
    [InlineData("\"total\": 4", "\"total\": -4", "total is -4; allowed: 0 and above", "(deposits[0].total)")]
    [InlineData("\"asset\"", "1", "text in quotes is needed", "($.positions[0].kind)")]
    [InlineData(Size, "{}", "nothing to weigh", "(positions)")]
    public void Of_sizes(object written, object wrong, string what, string where) => Refused(SizePremiumFile.Read, Size, written, wrong, what, where);

    [Theory]
    [InlineData("\"lambda\": 0.01", "\"lambda\": 0.6", "lambda is 0.6; allowed: 1e-12 to 0.5", "(model.lambda)")]
    [InlineData("\"tau_years\": 0.1", "\"tau_years\": 0", "tau_years is 0; allowed: 1e-9 to 10", "(model.tau_years)")]
    [InlineData("\"sigma\": 1", "\"sigma\": 80", "sigma is 80; allowed: 1e-6 to 10", "(model.sigma)")]
    [InlineData("\"sigma\": 1", "\"sigma\": 1, \"mu\": 2", "mu is 2; allowed: -1 to 1", "(model.mu)")]
    [InlineData("\"release\": 1.4", "\"release\": 1.1", "release is 1.1; it must be at least 1.2", "(multiples.release)")]
    [InlineData("\"linear_slippage\": 0.25", "\"linear_slippage\": -0.25", "linear_slippage is -0.25; allowed: 0 and above", "(linear_slippage)")]
    [InlineData("\"mark\": 2", "\"mark\": -2", "mark is -2; allowed: 0 and above", "(positions[0].mark)")]
    [InlineData("\"model\"", "\"risk_factors\": { \"long\": 0.1, \"short\": 0.1 }, \"model\"", "model and risk_factors are both there", "(model)")]
    [InlineData(Factor, "{}", "model and risk_factors are both missing", "(model)")]
    public void Of_risk_factors(object written, object wrong, string what, string where) => Refused(RiskFactorFile.Read, Factor, written, wrong, what, where);

    private static void Refused<T>(Func<string, T> read, string text, object written, object wrong, string what, string where)
    {
        using var folder = new TemporaryFolder();
        Assert.NotNull(read(folder.Write("f.json", text)));
        var at = text.IndexOf($"{written}", StringComparison.Ordinal);
        Assert.True(at >= 0, $"{written} is not in {text}");
        var error = Assert.Throws<InputException>(() => read(folder.Write("f.json", string.Concat(text.AsSpan(0, at), $"{wrong}", text.AsSpan(at + $"{written}".Length))))).Error;
        Assert.Contains(what, $"{error.What}; {error.Remedy}", StringComparison.Ordinal);
        Assert.Contains("f.json", error.Where, StringComparison.Ordinal);
        Assert.EndsWith(where, error.Where, StringComparison.Ordinal);
    }
}
