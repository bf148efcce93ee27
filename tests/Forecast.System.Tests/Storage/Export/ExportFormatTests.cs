using Apache.Arrow;
using Apache.Arrow.Ipc;
using Forecast.Core.Market;
using Forecast.Storage.Export;
using Forecast.Storage.Lake;
using Xunit;

namespace Forecast.SystemTests.Storage.Export;

/// <summary>Other programs read what was written, to the last bit.</summary>
public sealed class ExportFormatTests : IDisposable
{
    private static readonly long[] Times = [Instant.Parse("2024-01-01"), Instant.Parse("2024-01-01") + 1];
    private static readonly double?[] Values = [0.1 + 0.2, null];

    private static readonly ExportTable Sample = new(
        new LakeTable(new LakeColumn("symbol", new[] { "BTC\"USDT", "A,B" }), new LakeColumn("as_of", Times), new LakeColumn("x", Values), new LakeColumn("n", new long?[] { null, 7 }), new LakeColumn("side", new sbyte[] { -1, 1 })),
        ["as_of"], new Dictionary<string, string> { ["schema_hash"] = "abc", ["x"] = "none: a number" });

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Parquet_is_read_by_duckdb_with_instants_and_notes()
    {
        var path = Write("parquet");
        using var duck = new Duck();
        var rows = duck.Query($"SELECT symbol, epoch_us(as_of) AS as_of, x, n, side, typeof(as_of) AS kind FROM read_parquet({Duck.Quoted(path)})", [("symbol", "string"), ("as_of", "long"), ("x", "double?"), ("n", "long?"), ("side", "sbyte"), ("kind", "string")]);
        Assert.Equal(["BTC\"USDT", "A,B"], rows.Strings("symbol"));
        Assert.Equal(Times, rows.Longs("as_of"));
        Assert.Equal(Values, rows.NullableDoubles("x"));
        Assert.Equal([null, 7L], rows.NullableLongs("n"));
        Assert.Equal([-1, 1], rows.Sbytes("side"));
        Assert.Equal("TIMESTAMP WITH TIME ZONE", rows.Strings("kind")[0]);
        var notes = duck.Query($"SELECT decode(key) AS key, decode(value) AS value FROM parquet_kv_metadata({Duck.Quoted(path)})", [("key", "string"), ("value", "string")]);
        Assert.Equal("abc", notes.Strings("value")[System.Array.IndexOf(notes.Strings("key"), "schema_hash")]);
    }

    [Fact]
    public void Arrow_is_read_with_instants_and_notes()
    {
        using var reader = new ArrowFileReader(File.OpenRead(Write("arrow")));
        using var batch = reader.ReadNextRecordBatch();
        Assert.Equal("abc", batch.Schema.Metadata["schema_hash"]);
        Assert.Equal(["BTC\"USDT", "A,B"], new[] { 0, 1 }.Select(i => ((StringArray)batch.Column("symbol")).GetString(i)));
        Assert.Equal(Times.Select(t => (DateTimeOffset?)Instant.ToTime(t)), new[] { 0, 1 }.Select(i => ((TimestampArray)batch.Column("as_of")).GetTimestamp(i)));
        Assert.Equal(Values, new[] { 0, 1 }.Select(i => ((DoubleArray)batch.Column("x")).GetValue(i)));
        Assert.Equal([null, 7L], new[] { 0, 1 }.Select(i => ((Int64Array)batch.Column("n")).GetValue(i)));
    }

    [Fact]
    public void Csv_reads_back_exactly_and_quotes_what_must_be_quoted() =>
        Assert.Equal(
            ["# schema_hash: abc", "# x: none: a number", "symbol,as_of,x,n,side", "\"BTC\"\"USDT\",2024-01-01T00:00:00Z,0.30000000000000004,,-1", "\"A,B\",2024-01-01T00:00:00.000001Z,,7,1"],
            File.ReadAllLines(Write("csv")));

    [Fact]
    public void A_file_is_there_whole_or_not_at_all_and_an_old_one_is_replaced()
    {
        var path = Write("csv");
        var bad = new ExportFormat("bad", "", (_, file) =>
        {
            File.WriteAllText(file, "half");
            throw new IOException("no space");
        });
        Assert.Throws<IOException>(() => ExportFormatCatalog.Write(bad, Sample, path));
        Assert.Equal(5, File.ReadAllLines(path).Length);
        Write("csv");
        Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Throws<ArgumentException>(() => Write("parquet", Sample with { Instants = ["x"] }));
    }

    private string Write(string format, ExportTable? table = null)
    {
        var path = _folder[$"x.{format}"];
        ExportFormatCatalog.Write(ExportFormatCatalog.All.Single(f => f.Name == format), table ?? Sample, path);
        return path;
    }
}
