using Forecast.Core.Margin;
using Forecast.Sources;

namespace Forecast.Cli;

/// <summary>The methods of <c>margin tier</c>; a row is what goes in, then what comes out, as JSON names it.</summary>
internal static class TierMethodCatalog
{
    public static IReadOnlyList<TierMethod> All { get; } =
    [
        new("dydx", "liquidity tiers of dYdX v4", Dydx),
        new("hyperliquid", "tiers by largest leverage of Hyperliquid", Hyperliquid),
        new("drift", "size premium of Drift", Drift),
        new("vega", "lognormal risk factors and margin levels of Vega", Vega),
    ];

    private static IReadOnlyList<KeyValuePair<string, object>> Dydx(string path)
    {
        var file = DydxTierFile.Read(path);
        return
        [
            new("tiers", file.LiquidityTiers.Select(t => new { t.Id, t.Name, t.InitialMarginPpm, t.MaintenanceMarginPpm, t.ImpactNotional, t.OpenInterestLowerCap, t.OpenInterestUpperCap }).ToArray()),
            new("positions", file.Positions.Select(p =>
            {
                var tier = file.LiquidityTiers.Single(t => t.Id == p.Tier);
                return new
                {
                    p.Tier, p.Notional, p.OpenInterest, InitialMarginPpm = tier.InitialPpm(p.OpenInterest),
                    InitialMargin = (Int128)tier.InitialMargin(p.Notional, p.OpenInterest), MaintenanceMargin = (Int128)tier.MaintenanceMargin(p.Notional),
                };
            }).ToArray()),
        ];
    }

    private static IReadOnlyList<KeyValuePair<string, object>> Hyperliquid(string path)
    {
        var file = LeverageTierFile.Read(path);
        return
        [
            new("tiers", file.Tiers.Tiers.Select((t, n) => new { LowerBound = Plain(t.LowerBound), MaxLeverage = file.Leverages[n], MaintenanceRate = Plain(t.Rate), Deduction = Plain(file.Tiers.Deductions[n]) }).ToArray()),
            new("positions", file.Positions.Select(p =>
            {
                var n = file.Tiers.TierOf(p.Notional);
                return new { Notional = Plain(p.Notional), Tier = n, MaxLeverage = file.Leverages[n], MaintenanceMargin = Plain(file.Tiers.Margin(p.Notional)) };
            }).ToArray()),
        ];
    }

    private static IReadOnlyList<KeyValuePair<string, object>> Drift(string path)
    {
        var file = SizePremiumFile.Read(path);
        return
        [
            new("positions", file.Positions.Select(p => new
            {
                kind = p.Kind, size_1e9 = p.Size, imf_factor_1e6 = p.ImfFactor, base_weight_1e4 = p.BaseWeight,
                weight_1e4 = p.Kind == "liability" ? SizePremium.Liability(p.BaseWeight, p.Size, p.ImfFactor) : SizePremium.Asset(p.BaseWeight, p.Size, p.ImfFactor),
            }).ToArray()),
            new("deposits", file.Deposits.Select(d => new { base_weight_1e4 = d.BaseWeight, scale_start = d.ScaleStart, total = d.Total, weight_1e4 = SizePremium.ScaledByDeposits(d.BaseWeight, d.ScaleStart, d.Total) }).ToArray()),
        ];
    }

    private static IReadOnlyList<KeyValuePair<string, object>> Vega(string path)
    {
        var file = RiskFactorFile.Read(path);
        var factors = file.RiskFactors ?? (LognormalRiskFactors.Of(file.Model!.Sigma, file.Model.TauYears, file.Model.Lambda, file.Model.Mu) is var f ? new RiskFactorFile.Factors((decimal)Math.Max(0, f.Long), (decimal)Math.Max(0, f.Short)) : null!);
        return
        [
            new("riskFactorLong", factors.Long),
            new("riskFactorShort", factors.Short),
            new("positions", file.Positions.Select(p =>
            {
                var rate = p.Size < 0 ? factors.Short : factors.Long;
                var levels = FutureMarginLevels.Of(p.Size, p.Mark, rate, file.Multiples, file.LinearSlippage, file.QuadraticSlippage);
                return new { Size = Plain(p.Size), Mark = Plain(p.Mark), RiskFactor = rate, levels.Maintenance, levels.Search, levels.Initial, levels.Release };
            }).ToArray()),
        ];
    }

    // Without the zeros that a product carries at its end.
    private static decimal Plain(decimal value) => value / 1.0000000000000000000000000000m;
}
