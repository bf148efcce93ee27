using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>All that a HEAVY model remembers of its past, with its parameters: what is stored between two observations.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Variance">h of the coming step.</param>
/// <param name="Expected">The realised measure expected of the coming step.</param>
/// <param name="Count">Steps taken.</param>
public sealed record HeavyState([property: JsonRequired] HeavyParameters Parameters, [property: JsonRequired] double Variance, [property: JsonRequired] double Expected, [property: JsonRequired] int Count)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of this layout.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;
}
