using System.Globalization;

namespace Forecast.Sources;

/// <summary>What a field of an input file may be.</summary>
internal static class FieldRule
{
    /// <exception cref="InputException">It does not hold; the message names file, field, value and what is allowed.</exception>
    public static void Check(bool holds, string path, string field, IFormattable value, string allowed)
    {
        if (!holds) throw Wrong(path, field, value.ToString(null, CultureInfo.InvariantCulture), allowed);
    }

    public static InputException Wrong(string path, string field, string value, string allowed) => new($"{field[(field.LastIndexOf('.') + 1)..]} is {value}", $"{path} ({field})", $"allowed: {allowed}");
}
