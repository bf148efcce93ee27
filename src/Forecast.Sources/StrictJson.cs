using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>Reads JSON files that people write: a field that is missing, unknown or there twice is an error with its line, never a silent default.</summary>
internal static partial class StrictJson
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
        var options = snakeCase ? Snake : Camel;
        try
        {
            return JsonSerializer.Deserialize<T>(text.Bytes, options) ?? throw new InputException("the file holds null", text.File.Path, "write the object");
        }
        catch (JsonException e)
        {
            var place = e.Path is null or "$" ? "" : $" ({e.Path})";
            throw new InputException(What(e.Message, Needed(typeof(T), e.Path, options)), $"{text.File.Path}:{(e.LineNumber ?? 0) + 1}{place}", "correct the file");
        }
    }

    /// <summary>The serializer speaks of .NET types; who writes the file knows fields.</summary>
    private static string What(string message, string needed) =>
        Missing().Match(message) is { Success: true } missing ? $"missing {missing.Groups[1].Value}"
        : Unknown().Match(message) is { Success: true } unknown ? $"unknown field '{unknown.Groups[1].Value}'"
        : Twice().Match(message) is { Success: true } twice ? $"field '{twice.Groups[1].Value}' is there twice"
        : message.Contains("doesn't allow null", StringComparison.Ordinal) ? "null where a value is needed"
        : message.Contains("could not be converted", StringComparison.Ordinal) ? $"a value of the wrong kind{needed}"
        : $"not JSON ({message.Split(" Path: ")[0].TrimEnd('.')})";

    /// <summary>What a field holds, by its path: the exception names the type around it.</summary>
    private static string Needed(Type type, string? path, JsonSerializerOptions options)
    {
        foreach (var segment in path?.Split('.') ?? [])
        {
            var name = segment.Split('[')[0];
            if (name != "$")
            {
                if (options.GetTypeInfo(type).Properties.FirstOrDefault(p => p.Name == name) is not { } property) return "";
                type = property.PropertyType;
            }
            if (segment.Contains('[', StringComparison.Ordinal) && (type.GetElementType() ?? type.GetGenericArguments().LastOrDefault()) is { } element) type = element;
        }
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? "; text in quotes is needed"
            : type == typeof(bool) ? "; true or false is needed"
            : type == typeof(uint) ? $"; a whole number from 0 to {uint.MaxValue} is needed"
            : type == typeof(ulong) ? $"; a whole number from 0 to {ulong.MaxValue} is needed"
            : type == typeof(int) || type == typeof(long) || type == typeof(Int128) ? "; a whole number is needed"
            : type == typeof(decimal) || type == typeof(double) ? "; a number is needed"
            : type.IsArray ? "; a list in [ ] is needed"
            : "";
    }

    [GeneratedRegex("missing required properties including: ('[^.]*')")]
    private static partial Regex Missing();

    [GeneratedRegex("JSON property '(.*?)' could not be mapped")]
    private static partial Regex Unknown();

    [GeneratedRegex("Duplicate property '(.*?)'")]
    private static partial Regex Twice();
}
