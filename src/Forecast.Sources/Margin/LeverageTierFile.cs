using System.Text.Json.Serialization;
using Forecast.Core.Margin;

namespace Forecast.Sources;

/// <summary>
/// Margin tiers by largest leverage as Hyperliquid writes them, and positions: <c>{ "tiers": [ { "lowerBound": 0, "maxLeverage": 40 } ], "positions": [ { "notional": 300000000 } ] }</c>.
/// Notionals in quote currency; numbers in quotes or not.
/// </summary>
/// <param name="Leverages">Largest leverage of each tier.</param>
/// <param name="Tiers">The tiers of maintenance margin.</param>
/// <param name="Positions">Positions.</param>
public sealed record LeverageTierFile(IReadOnlyList<int> Leverages, MarginTiers Tiers, IReadOnlyList<LeverageTierFile.Position> Positions)
{
    private const int MostLeverage = 1_000;

    /// <exception cref="InputException">It is no such file; the message names the field and what is allowed.</exception>
    public static LeverageTierFile Read(string path)
    {
        var text = StrictJson.Read<Written>(InputText.Read(path));
        if (text.Tiers.Length == 0) throw new InputException("there is no tier", $"{path} (tiers)", "write at least one");
        for (var i = 0; i < text.Tiers.Length; i++)
        {
            var (bound, leverage) = text.Tiers[i];
            var (least, most) = i == 0 ? (0, MostLeverage) : (text.Tiers[i - 1].LowerBound, text.Tiers[i - 1].MaxLeverage);
            FieldRule.Check(i == 0 ? bound == 0 : bound > least, path, $"tiers[{i}].lowerBound", bound, i == 0 ? "0 in the first tier" : FormattableString.Invariant($"above {least}, that of the tier before"));
            FieldRule.Check(leverage >= 1 && leverage <= most, path, $"tiers[{i}].maxLeverage", leverage, $"1 to {most}{(i == 0 ? "" : ", that of the tier before")}");
        }
        return new LeverageTierFile([.. text.Tiers.Select(t => t.MaxLeverage)], MarginTiers.OfMaximumLeverage(text.Tiers.Select(t => (t.LowerBound, t.MaxLeverage))), text.Positions ?? []);
    }

    /// <summary>A position.</summary>
    /// <param name="Notional">Quote currency, signed or not.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Position(decimal Notional);

    private sealed record Written(WrittenTier[] Tiers, Position[]? Positions = null);

    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    private sealed record WrittenTier(decimal LowerBound, int MaxLeverage);
}
