using System.Security.Cryptography;
using System.Text;

namespace Forecast.Storage.Lake;

/// <summary>A small table in columns, as a derived dataset keeps it. <para>Domain: at least one column, distinct names, one length.</para></summary>
public sealed class LakeTable
{
    public LakeTable(params IReadOnlyList<LakeColumn> columns)
    {
        if (columns.Count == 0) throw new ArgumentException("a table needs at least one column", nameof(columns));
        if (columns.Select(c => c.Name).Distinct().Count() != columns.Count) throw new ArgumentException("two columns of a table have one name", nameof(columns));
        if (columns.FirstOrDefault(c => c.Values.Length != columns[0].Values.Length) is { } other)
            throw new ArgumentException($"column {other.Name} has {other.Values.Length} rows and {columns[0].Name} has {columns[0].Values.Length}; they must have as many", nameof(columns));
        Columns = columns;
    }

    public IReadOnlyList<LakeColumn> Columns { get; }

    public int Rows => Columns[0].Values.Length;

    /// <summary>Name of the column of instants (Unix microseconds) that the manifest's first and last time are of; null where there is none.</summary>
    public string? TimeColumn { get; init; }

    public long[] Longs(string name) => Column<long[]>(name);

    public long?[] NullableLongs(string name) => Column<long?[]>(name);

    public sbyte[] Sbytes(string name) => Column<sbyte[]>(name);

    public double[] Doubles(string name) => Column<double[]>(name);

    /// <summary>The numbers of a column that may lack some; a table of before that was so lacks none.</summary>
    public double?[] NullableDoubles(string name) => Columns.FirstOrDefault(c => c.Name == name)?.Values is double[] whole ? Array.ConvertAll(whole, static v => (double?)v) : Column<double?[]>(name);

    public string[] Strings(string name) => Column<string[]>(name);

    /// <summary>SHA-256 of the logical content: names, types and values, however a file would hold them.</summary>
    internal string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        foreach (var column in Columns)
        {
            buffer.SetLength(0);
            writer.Write(column.Name);
            writer.Write(column.Type);
            writer.Write(Rows);
            writer.Flush();
            hash.AppendData(buffer.GetBuffer(), 0, (int)buffer.Length);
            column.Bytes(hash.AppendData);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The rows at the given places.</summary>
    public LakeTable Pick(int[] rows) => new([.. Columns.Select(c => c.Pick(rows))]) { TimeColumn = TimeColumn };

    internal LakeTable Slice(int start, int length) => start == 0 && length == Rows ? this : new([.. Columns.Select(c => c.Slice(start, length))]) { TimeColumn = TimeColumn };

    private T Column<T>(string name) where T : class
    {
        var column = Columns.FirstOrDefault(c => c.Name == name) ?? throw new KeyNotFoundException($"the table has no column {name}; it has {string.Join(", ", Columns.Select(c => c.Name))}");
        return column.Values as T ?? throw new InvalidCastException($"column {name} holds {column.Type}");
    }
}
