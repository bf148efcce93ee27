using System.Text.Json;
using System.Text.Json.Serialization;
using Forecast.Core.Margin;

namespace Forecast.Pipeline;

/// <summary>Reads the margin policy (<c>data/policy.json</c>) strictly.</summary>
public static class PolicyFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <summary>The policy.</summary>
    /// <exception cref="InvalidDataException">It is not one, or it contradicts itself; the message names the file and every fault.</exception>
    public static MarginPolicy Read(string path)
    {
        try
        {
            var policy = JsonSerializer.Deserialize<MarginPolicy>(File.ReadAllText(path), Options) ?? throw new InvalidDataException($"{path} is empty");
            var faults = policy.Faults();
            return faults.Count == 0 ? policy : throw new InvalidDataException($"{path}: {string.Join("; ", faults)}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
