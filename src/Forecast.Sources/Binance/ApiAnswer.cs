using System.Globalization;
using System.Text.Json;

namespace Forecast.Sources;

/// <summary>Reads the JSON that the API answers with; what is not of the expected form is refused with the path that was asked.</summary>
internal static class ApiAnswer
{
    private const int Largest = 4_000_000;
    private const string Remedy = "see what the server sends; nothing of it was kept";

    /// <summary>The rows of an array, each by <paramref name="row"/>.</summary>
    /// <exception cref="InputException">It is none.</exception>
    public static async Task<IReadOnlyList<T>> Rows<T>(VenueHttp http, string path, int weight, string what, Func<JsonElement, T> row, CancellationToken stop, (string, string)? header = null)
    {
        var body = await http.Read(path, weight, Largest, stop, header) ?? throw new InputException("the server has no such address", path, "check --api-url");
        VenueFault.RequireNoPage(body, "JSON", path);
        try
        {
            using var json = JsonDocument.Parse(body);
            return [.. json.RootElement.EnumerateArray().Select(row)];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new InputException($"the answer is not {what} ({e.Message.Split(". ")[0]})", path, Remedy);
        }
    }

    // Numbers come as JSON numbers and as strings; they are kept as they are written, and whether they are good numbers is for the reader of the file to judge.
    public static string Field(JsonElement field) => field.ValueKind switch
    {
        JsonValueKind.Number => field.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        JsonValueKind.String when field.GetString() is { Length: <= 64 } text && text.AsSpan().IndexOfAny(",\r\n\"") < 0 => text,
        _ => throw new InvalidOperationException("a field is neither number nor short text"),
    };

    /// <summary>A whole number, as for times and ids.</summary>
    public static long Whole(string field, string path) =>
        long.TryParse(field, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : throw Odd($"'{field}' where a whole number stands", path);

    public static InputException Odd(string what, string path) => new($"the answer holds {what}", path, Remedy);
}
