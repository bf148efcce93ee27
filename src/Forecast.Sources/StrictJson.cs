using System.Text.Json;
using System.Text.Json.Serialization;

namespace Forecast.Sources;

/// <summary>Reads JSON files that people write: a field that is missing, unknown or there twice is an error with its line, never a silent default.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Camel = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private static readonly JsonSerializerOptions Snake = new(Camel) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <exception cref="InputException">Not JSON of the shape of <typeparamref name="T"/>.</exception>
    public static T Read<T>(InputText text, bool snakeCase = false)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text.Bytes, snakeCase ? Snake : Camel) ?? throw new InputException("the file holds null", text.File.Path, "write the object");
        }
        catch (JsonException e)
        {
            var what = e.Message.Split(" Path: ")[0].TrimEnd('.');
            var place = e.Path is null or "$" ? "" : $" ({e.Path})";
            throw new InputException(what, $"{text.File.Path}:{(e.LineNumber ?? 0) + 1}{place}", "correct the file");
        }
    }
}
