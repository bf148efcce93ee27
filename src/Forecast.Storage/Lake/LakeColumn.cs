using System.Text;

namespace Forecast.Storage.Lake;

/// <summary>
/// A named column of a <see cref="LakeTable"/>. <para>Domain: values are <c>long[]</c>, <c>double[]</c>, <c>double?[]</c> (null = absent) or <c>string[]</c>;
/// doubles are finite; texts are well-formed and without NUL; names are lower case letters, digits and underscores and begin with a letter.</para>
/// </summary>
public sealed class LakeColumn
{
    public LakeColumn(string name, Array values)
    {
        if (name.Length is 0 or > 64 || !char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' cannot name a column; write lower case letters, digits and underscores, a letter first, at most 64", nameof(name));
        var bad = values switch
        {
            double[] numbers => Array.FindIndex(numbers, v => !double.IsFinite(v)),
            double?[] numbers => Array.FindIndex(numbers, v => v is { } x && !double.IsFinite(x)),
            string[] texts => Array.FindIndex(texts, t => t is null || t.Contains('\0') || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t)) != t),
            long[] => -1,
            _ => throw new ArgumentException($"column {name} is a {values.GetType().Name}; it must be long[], double[], double?[] or string[]", nameof(values)),
        };
        if (bad >= 0) throw new ArgumentException($"column {name} holds in row {bad} what cannot be kept: a number that is not finite (absent numbers are nulls in a double?[]), a text that is null or no UTF-8 or has a NUL", nameof(values));
        (Name, Values) = (name, values);
    }

    public string Name { get; }

    public Array Values { get; }

    /// <summary>How the manifest spells the type: <c>long</c>, <c>double</c>, <c>double?</c>, <c>string</c>.</summary>
    internal string Type => Values switch { long[] => "long", double[] => "double", double?[] => "double?", _ => "string" };

    internal LakeColumn Pick(int[] rows) => new(Name, Values switch
    {
        long[] v => Array.ConvertAll(rows, i => v[i]),
        double[] v => Array.ConvertAll(rows, i => v[i]),
        double?[] v => Array.ConvertAll(rows, i => v[i]),
        _ => Array.ConvertAll(rows, i => ((string[])Values)[i]),
    });
}
