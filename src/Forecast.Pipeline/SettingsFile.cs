using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forecast.Pipeline;

/// <summary>Reads stored settings strictly: every field must be there, and no other.</summary>
internal static class SettingsFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true };

    /// <exception cref="InvalidDataException">It cannot be read as one, or <paramref name="faults"/> finds some; the message names the file and every fault.</exception>
    public static T Read<T>(string path, Func<T, IEnumerable<string>> faults)
        where T : class
    {
        try
        {
            var settings = JsonSerializer.Deserialize<T>(File.ReadAllText(path), Options) ?? throw new InvalidDataException($"{path} is empty");
            string[] found = [.. faults(settings)];
            return found.Length == 0 ? settings : throw new InvalidDataException($"{path}: {string.Join("; ", found)}");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
    }
}
