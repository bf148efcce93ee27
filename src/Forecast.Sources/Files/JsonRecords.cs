using System.Text.Json;

namespace Forecast.Sources;

/// <summary>The records of a JSON array: the places of its elements, whatever they are. A record's number, from 1, stands for a line.</summary>
internal static class JsonRecords
{
    /// <summary>Whether the text is a JSON array rather than lines.</summary>
    public static bool IsArray(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept(" \t\r\n"u8) is >= 0 and var i && text[i] == '[';

    /// <exception cref="InputException">The text is not a JSON array.</exception>
    public static List<Range> Of(InputText text)
    {
        var places = new List<Range>();
        var json = new Utf8JsonReader(text.Bytes);
        try
        {
            json.Read();
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                var start = (int)json.TokenStartIndex;
                json.Skip();
                places.Add(start..(int)json.BytesConsumed);
            }
            if (json.TokenType != JsonTokenType.EndArray || json.Read()) throw new InputException("the JSON array is followed by more", text.File.Path, "give a file with one array");
            return places;
        }
        catch (JsonException e)
        {
            throw new InputException($"not JSON ({e.Message.Split(" LineNumber: ")[0].TrimEnd('.')})", $"{text.File.Path}:{(e.LineNumber ?? 0) + 1}", "download it again");
        }
    }
}
