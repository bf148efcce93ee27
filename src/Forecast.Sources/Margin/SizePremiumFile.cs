using System.Text.Json.Serialization;

namespace Forecast.Sources;

/// <summary>
/// Positions and deposits whose weights depend on size, in the units of Drift:
/// <c>{ "positions": [ { "kind": "liability", "size_1e9": 1000000000000, "imf_factor_1e6": 10000, "base_weight_1e4": 11000 } ], "deposits": [ { "base_weight_1e4": 9000, "scale_start": 500000, "total": 1000000 } ] }</c>.
/// Whole numbers, in quotes or not.
/// </summary>
/// <param name="Positions">Assets and liabilities.</param>
/// <param name="Deposits">Assets whose weight is scaled by what is deposited of them.</param>
public sealed record SizePremiumFile(IReadOnlyList<SizePremiumFile.Position> Positions, IReadOnlyList<SizePremiumFile.Deposit> Deposits)
{
    private const int MostWeight = 1_000_000;

    /// <exception cref="InputException">It is no such file; the message names the field and what is allowed.</exception>
    public static SizePremiumFile Read(string path)
    {
        var text = StrictJson.Read<Written>(InputText.Read(path), snakeCase: true);
        var (positions, deposits) = (text.Positions ?? [], text.Deposits ?? []);
        if (positions.Length + deposits.Length == 0) throw new InputException("there is nothing to weigh", $"{path} (positions)", "write at least one of positions or of deposits");
        for (var i = 0; i < positions.Length; i++)
        {
            var (kind, size, _, weight) = positions[i];
            if (kind is not ("asset" or "liability")) throw FieldRule.Wrong(path, $"positions[{i}].kind", $"'{kind}'", "asset and liability");
            FieldRule.Check(size >= 0, path, $"positions[{i}].size_1e9", size, "0 and above");
            FieldRule.Check(weight is >= 0 and <= MostWeight, path, $"positions[{i}].base_weight_1e4", weight, $"0 to {MostWeight}; 10000 is a weight of 1");
        }
        for (var i = 0; i < deposits.Length; i++)
        {
            FieldRule.Check(deposits[i].BaseWeight is >= 0 and <= MostWeight, path, $"deposits[{i}].base_weight_1e4", deposits[i].BaseWeight, $"0 to {MostWeight}; 10000 is a weight of 1");
            FieldRule.Check(deposits[i].ScaleStart > 0, path, $"deposits[{i}].scale_start", deposits[i].ScaleStart, "above 0");
            FieldRule.Check(deposits[i].Total >= 0, path, $"deposits[{i}].total", deposits[i].Total, "0 and above");
        }
        return new SizePremiumFile(positions, deposits);
    }

    /// <summary>An asset or a liability.</summary>
    /// <param name="Kind"><c>asset</c> or <c>liability</c>.</param>
    /// <param name="Size">In 1/1 000 000 000 of a token.</param>
    /// <param name="ImfFactor">In 1/1 000 000.</param>
    /// <param name="BaseWeight">In 1/10 000.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Position(
        string Kind, [property: JsonPropertyName("size_1e9")] Int128 Size, [property: JsonPropertyName("imf_factor_1e6")] uint ImfFactor, [property: JsonPropertyName("base_weight_1e4")] int BaseWeight);

    /// <summary>A deposit.</summary>
    /// <param name="BaseWeight">In 1/10 000.</param>
    /// <param name="ScaleStart">Value of deposits from which the weight falls.</param>
    /// <param name="Total">Value of all deposits, in the same unit.</param>
    [JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)]
    public sealed record Deposit([property: JsonPropertyName("base_weight_1e4")] int BaseWeight, Int128 ScaleStart, Int128 Total);

    private sealed record Written(Position[]? Positions = null, Deposit[]? Deposits = null);
}
