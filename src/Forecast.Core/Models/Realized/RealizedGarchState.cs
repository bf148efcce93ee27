using System.Text.Json.Serialization;

namespace Forecast.Core.Models;

/// <summary>All that a Realized GARCH remembers of its past, with its parameters: what is stored between two observations.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="LogVariance">ln h of the coming step.</param>
/// <param name="Count">Steps taken.</param>
public sealed record RealizedGarchState([property: JsonRequired] RealizedGarchParameters Parameters, [property: JsonRequired] double LogVariance, [property: JsonRequired] int Count)
{
    /// <summary>The version that is written and read.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Version of this layout.</summary>
    [JsonRequired]
    public int Version { get; init; } = CurrentVersion;
}
