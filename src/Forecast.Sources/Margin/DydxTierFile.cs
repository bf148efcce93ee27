using System.Text.Json.Serialization;
using Forecast.Core.Margin;

namespace Forecast.Sources;

/// <summary>
/// Liquidity tiers as dYdX v4 writes them, and positions in them: <c>{ "liquidity_tiers": [ … ], "positions": [ { "tier": 2, "notional": 500000, "open_interest": 0 } ] }</c>.
/// Whole numbers, in quotes or not: ppm and quote quantums (10⁻⁶ USDC).
/// </summary>
/// <param name="LiquidityTiers">Tiers without faults, each with its own id.</param>
/// <param name="Positions">Positions, each in one of the tiers.</param>
public sealed record DydxTierFile(IReadOnlyList<LiquidityTier> LiquidityTiers, IReadOnlyList<DydxTierFile.Position> Positions)
{
    /// <exception cref="InputException">It is no such file; the message names the field and what is allowed.</exception>
    public static DydxTierFile Read(string path)
    {
        var text = StrictJson.Read<Written>(InputText.Read(path), snakeCase: true);
        if (text.LiquidityTiers.Length == 0) throw new InputException("there is no tier", $"{path} (liquidity_tiers)", "write at least one");
        LiquidityTier[] tiers = [.. text.LiquidityTiers.Select(t => new LiquidityTier(t.Id, t.Name, t.InitialMarginPpm, t.MaintenanceFractionPpm, t.ImpactNotional, t.OpenInterestLowerCap, t.OpenInterestUpperCap))];
        for (var i = 0; i < tiers.Length; i++)
        {
            if (tiers[i].Faults() is [var fault, ..]) throw new InputException(fault, $"{path} (liquidity_tiers[{i}].{fault.Split(' ')[0]})", "correct the tier");
            FieldRule.Check(tiers.Count(t => t.Id == tiers[i].Id) == 1, path, $"liquidity_tiers[{i}].id", tiers[i].Id, "an id of its own for each tier");
        }
        var positions = text.Positions ?? [];
        for (var i = 0; i < positions.Length; i++)
        {
            var (tier, _, interest) = positions[i];
            FieldRule.Check(tiers.Any(t => t.Id == tier), path, $"positions[{i}].tier", tier, $"the id of a tier of the file, {string.Join(", ", tiers.Select(t => t.Id))}");
            FieldRule.Check(interest >= 0, path, $"positions[{i}].open_interest", interest, "0 and above");
        }
        return new DydxTierFile(tiers, positions);
    }

    /// <summary>A position.</summary>
    /// <param name="Tier">Id of its tier.</param>
    /// <param name="Notional">Quote quantums at the oracle's price, signed or not.</param>
    /// <param name="OpenInterest">Of the market, in quote quantums.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Position(uint Tier, Int128 Notional, Int128 OpenInterest = default);

    private sealed record Written(WrittenTier[] LiquidityTiers, Position[]? Positions = null);

    // The deprecated base_position_notional is still in what the chain writes; it has no effect.
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    private sealed record WrittenTier(uint Id, string Name, uint InitialMarginPpm, uint MaintenanceFractionPpm, ulong ImpactNotional, ulong OpenInterestLowerCap = 0, ulong OpenInterestUpperCap = 0, ulong BasePositionNotional = 0);
}
