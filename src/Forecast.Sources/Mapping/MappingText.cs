using System.Text.Json;

namespace Forecast.Sources;

/// <summary>A mapping file as it is written.</summary>
internal sealed record MappingText(string Kind, Dictionary<string, JsonElement> Columns, string TimeUnit)
{
    public string? Zone { get; init; }

    public MappingSide? Side { get; init; }

    public bool OpenIsPreviousClose { get; init; }

    public string Delimiter { get; init; } = ",";

    public bool Header { get; init; } = true;
}
