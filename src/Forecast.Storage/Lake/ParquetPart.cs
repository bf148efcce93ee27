using System.IO.Compression;
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

    public static void Write(LakeTable table, string path)
    {
        var fields = table.Columns.Select(Field).ToArray();
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Lz4Raw, CompressionLevel = CompressionLevel.Fastest, DictionaryEncodingThreshold = 0 };
        foreach (var column in table.Columns)
        {
            if (column.Values is long[] or long?[]) options.ColumnEncodingHints[column.Name] = EncodingHint.DeltaBinaryPacked;
            if (column.Values is double[] or double?[]) options.ColumnEncodingHints[column.Name] = EncodingHint.ByteSplitStream;
            if (column.Values is string[]) options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        }
        using var file = File.Create(path);
        Write(table, fields, options, file).GetAwaiter().GetResult();
    }

    private static async Task Write(LakeTable table, DataField[] fields, ParquetOptions options, Stream file)
    {
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), file, options);
        for (var start = 0; start == 0 || start < table.Rows; start += GroupRows)
        {
            using var group = writer.CreateRowGroup();
            var rows = start..Math.Min(start + GroupRows, table.Rows);
            for (var c = 0; c < fields.Length; c++)
            {
                await (table.Columns[c].Values switch
                {
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
