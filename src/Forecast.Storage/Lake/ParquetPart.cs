using System.IO.Compression;
using Forecast.Core.Market;
using Parquet;
using Parquet.Schema;

namespace Forecast.Storage.Lake;

/// <summary>
/// Writes a table as one Parquet file, rows in order; equal tables give equal files. Whole numbers are kept as differences and everything is compressed with LZ4, which
/// costs less time than it saves the disk.
/// </summary>
internal static class ParquetPart
{
    /// <summary>Rows that a reader unpacks at a time: a column of them stays in the processor's cache.</summary>
    private const int GroupRows = 1 << 17;

    /// <param name="table">What is written.</param>
    /// <param name="path">Where to.</param>
    /// <param name="instants">Columns of Unix microseconds that readers shall see as instants; the lake itself keeps the numbers.</param>
    /// <param name="notes">Names and texts that are kept beside the rows.</param>
    public static void Write(LakeTable table, string path, IReadOnlyCollection<string>? instants = null, IReadOnlyDictionary<string, string>? notes = null)
    {
        var fields = table.Columns.Select(c => instants?.Contains(c.Name) == true ? Instants(c) : Field(c)).ToArray();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Lz4Raw, CompressionLevel = CompressionLevel.Fastest, DictionaryEncodingThreshold = 0 };
        foreach (var column in table.Columns)
        {
            if (column.Values is long[] or long?[]) options.ColumnEncodingHints[column.Name] = EncodingHint.DeltaBinaryPacked;
            if (column.Values is double[] or double?[]) options.ColumnEncodingHints[column.Name] = EncodingHint.ByteSplitStream;
            if (column.Values is string[]) options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        }
        using var file = File.Create(path);
        Write(table, fields, options, notes, file).GetAwaiter().GetResult();
    }

    private static async Task Write(LakeTable table, DataField[] fields, ParquetOptions options, IReadOnlyDictionary<string, string>? notes, Stream file)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, options);
        if (notes is not null) writer.CustomMetadata = notes;
        for (var start = 0; start == 0 || start < table.Rows; start += GroupRows)
        {
            using var group = writer.CreateRowGroup();
            var rows = start..Math.Min(start + GroupRows, table.Rows);
            for (var c = 0; c < fields.Length; c++)
            {
                await (table.Columns[c].Values switch
                {
                    long[] v when fields[c] is DateTimeDataField => group.WriteAsync<DateTime>(fields[c], Array.ConvertAll(v[rows], t => Instant.ToTime(t).UtcDateTime)),
                    long[] v => group.WriteAsync<long>(fields[c], v.AsMemory(rows)),
                    long?[] v => group.WriteAsync<long>(fields[c], (ReadOnlyMemory<long?>)v.AsMemory(rows)),
                    double[] v => group.WriteAsync<double>(fields[c], v.AsMemory(rows)),
                    double?[] v => group.WriteAsync<double>(fields[c], (ReadOnlyMemory<double?>)v.AsMemory(rows)),
                    sbyte[] v => group.WriteAsync<sbyte>(fields[c], v.AsMemory(rows)),
                    var v => group.WriteAsync(fields[c], new ArraySegment<string>((string[])v)[rows]),
                });
            }
            group.CompleteValidate();
        }
    }

    private static DateTimeDataField Instants(LakeColumn column) => column.Values is long[]? new(column.Name, DateTimeFormat.Timestamp, isAdjustedToUTC: true, unit: DateTimeTimeUnit.Micros)
        : throw new ArgumentException($"column {column.Name} holds {column.Type}; instants are Unix microseconds", nameof(column));

    private static DataField Field(LakeColumn column) => column.Values switch
    {
        long[] => new DataField<long>(column.Name),
        long?[] => new DataField<long?>(column.Name),
        double[] => new DataField<double>(column.Name),
        double?[] => new DataField<double?>(column.Name),
        sbyte[] => new DataField<sbyte>(column.Name),
        _ => new DataField(column.Name, typeof(string), isNullable: false),
    };
}
