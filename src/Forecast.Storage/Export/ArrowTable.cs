using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Forecast.Core.Market;
using Forecast.Storage.Lake;

namespace Forecast.Storage.Export;

/// <summary>A table as an Arrow IPC file of one batch.</summary>
internal static class ArrowTable
{
    private static readonly TimestampType Microseconds = new(TimeUnit.Microsecond, "UTC");

    public static void Write(ExportTable export, string path)
    {
        var columns = export.Table.Columns.Select(c => (c.Name, Array: ToArrow(c, export.Instants.Contains(c.Name)), IsNullable: c.Values is double?[] or long?[])).ToArray();
        var schema = new Schema([.. columns.Select(c => new Field(c.Name, c.Array.Data.DataType, c.IsNullable))], export.Notes);
        using var batch = new RecordBatch(schema, columns.Select(c => c.Array), export.Table.Rows);
        using var file = File.Create(path);
        using var writer = new ArrowFileWriter(file, schema);
        writer.WriteRecordBatch(batch);
        writer.WriteEnd();
    }

    private static IArrowArray ToArrow(LakeColumn column, bool isInstant)
    {
        switch (column.Values)
        {
            case long[] v when isInstant:
                var times = new TimestampArray.Builder(Microseconds);
                foreach (var t in v) times.Append(Instant.ToTime(t));
                return times.Build();
            case long[] v: return new Int64Array.Builder().AppendRange(v).Build();
            case long?[] v:
                var numbers = new Int64Array.Builder();
                foreach (var n in v) numbers.Append(n);
                return numbers.Build();
            case double[] v: return new DoubleArray.Builder().AppendRange(v).Build();
            case double?[] v:
                var values = new DoubleArray.Builder();
                foreach (var n in v) values.Append(n);
                return values.Build();
            case sbyte[] v: return new Int8Array.Builder().AppendRange(v).Build();
            default: return new StringArray.Builder().AppendRange((string[])column.Values).Build();
        }
    }
}
