using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace Forecast.Storage.Lake;

/// <summary>
/// A named column of a <see cref="LakeTable"/>. <para>Domain: values are <c>long[]</c>, <c>long?[]</c>, <c>double[]</c>, <c>double?[]</c> (null = absent), <c>sbyte[]</c> or
/// <c>string[]</c>; doubles are finite; texts are well-formed and without NUL; names are lower case letters, digits and underscores and begin with a letter.</para>
/// </summary>
public sealed class LakeColumn
{
    public LakeColumn(string name, Array values)
    {
        if (name.Length is 0 or > 64 || !char.IsAsciiLetterLower(name[0]) || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_'))
            throw new ArgumentException($"'{name}' cannot name a column; write lower case letters, digits and underscores, a letter first, at most 64", nameof(name));
        var bad = values switch
        {
            double[] numbers => TensorPrimitives.IsFiniteAll<double>(numbers) ? -1 : Array.FindIndex(numbers, v => !double.IsFinite(v)),
            double?[] numbers => Array.FindIndex(numbers, v => v is { } x && !double.IsFinite(x)),
            string[] texts => Array.FindIndex(texts, t => t is null || t.Contains('\0') || !IsText(t)),
            // The runtime takes a byte[] for an sbyte[].
            sbyte[] when values.GetType() == typeof(sbyte[]) => -1,
            long[] when values.GetType() == typeof(long[]) => -1,
            long?[] => -1,
            _ => throw new ArgumentException($"column {name} is a {values.GetType().Name}; it must be long[], long?[], double[], double?[], sbyte[] or string[]", nameof(values)),
        };
        if (bad >= 0) throw new ArgumentException($"column {name} holds in row {bad} what cannot be kept: a number that is not finite (absent numbers are nulls in a double?[]), a text that is null or no UTF-8 or has a NUL", nameof(values));
        (Name, Values) = (name, values);
    }

    public string Name { get; }

    public Array Values { get; }

    /// <summary>How the manifest spells the type: <c>long</c>, <c>long?</c>, <c>double</c>, <c>double?</c>, <c>sbyte</c>, <c>string</c>.</summary>
    internal string Type => Values switch { long[] => "long", long?[] => "long?", double[] => "double", double?[] => "double?", sbyte[] => "sbyte", _ => "string" };

    internal LakeColumn Pick(int[] rows) => new(Name, Values switch
    {
        long[] v => Array.ConvertAll(rows, i => v[i]),
        long?[] v => Array.ConvertAll(rows, i => v[i]),
        double[] v => Array.ConvertAll(rows, i => v[i]),
        double?[] v => Array.ConvertAll(rows, i => v[i]),
        sbyte[] v => Array.ConvertAll(rows, i => v[i]),
        _ => Array.ConvertAll(rows, i => ((string[])Values)[i]),
    });

    internal LakeColumn Slice(int start, int length)
    {
        if (start == 0 && length == Values.Length) return this;
        var part = Array.CreateInstance(Values.GetType().GetElementType()!, length);
        Array.Copy(Values, start, part, 0, length);
        return new LakeColumn(Name, part);
    }

    /// <summary>Feeds the values to <paramref name="take"/> as bytes in a form that equal values share, whatever file or column they come from.</summary>
    internal void Bytes(Action<ReadOnlySpan<byte>> take)
    {
        switch (Values)
        {
            case long[] v: take(MemoryMarshal.AsBytes(v.AsSpan())); return;
            case double[] v: take(MemoryMarshal.AsBytes(v.AsSpan())); return;
            case sbyte[] v: take(MemoryMarshal.AsBytes(v.AsSpan())); return;
        }
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        switch (Values)
        {
            case long?[] values: foreach (var v in values) { writer.Write(v.HasValue); writer.Write(v ?? 0); } break;
            case double?[] values: foreach (var v in values) { writer.Write(v.HasValue); writer.Write(v ?? 0); } break;
            default: foreach (var v in (string[])Values) writer.Write(v); break;
        }
        writer.Flush();
        take(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }

    private static bool IsText(string text) => Ascii.IsValid(text) || Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) == text;
}
