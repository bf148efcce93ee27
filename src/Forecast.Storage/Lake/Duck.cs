using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using DuckDB.NET.Data;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace Forecast.Storage.Lake;

/// <summary>
/// DuckDB in this process, in memory: how the lake reads and joins Parquet. One thread, so that equal rows give equal answers; bounded memory; no
/// downloads. Columns come out as they lie in DuckDB's own vectors, not value by value.
/// </summary>
internal sealed class Duck : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public Duck()
    {
        _connection.Open();
        Execute("SET threads = 1; SET memory_limit = '1GB'; SET temp_directory = ''; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
    }

    /// <summary>Takes the columns of some thousand rows; they are gone when it returns.</summary>
    public delegate void ChunkReader(Chunk chunk);

    /// <summary>Text as an SQL literal.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs a query whose columns have the given names and types.</summary>
    public LakeTable Query(string sql, IReadOnlyList<(string Name, string Type)> columns)
    {
        var readers = columns.Select(ColumnReader).ToArray();
        Stream(sql, chunk =>
        {
            for (var c = 0; c < readers.Length; c++) readers[c].Add(chunk, c);
        });
        return new LakeTable([.. readers.Select(r => r.Finish())]);
    }

    /// <summary>Runs a query and hands its rows on as they come, in order.</summary>
    public void Stream(string sql, ChunkReader read)
    {
        var prepared = PreparedStatements.DuckDBPrepare(_connection.NativeConnection, sql, out var statement);
        using (statement)
        {
            if (prepared != DuckDBState.Success) throw new InvalidDataException(PreparedStatements.DuckDBPrepareError(statement));
            var state = PreparedStatements.DuckDBExecutePreparedStreaming(statement, out var result);
            try
            {
                if (state != DuckDBState.Success) throw new InvalidDataException(ErrorOf(ref result));
                while (true)
                {
                    // This call flattens its vectors; the one named after streaming hands out selections that only look flat.
                    using var chunk = NativeMethods.Query.DuckDBFetchChunk(result);
                    // A query that fails on the way ends its stream early: silence would be a short answer.
                    if (ErrorOf(ref result) is { Length: > 0 } error) throw new InvalidDataException(error);
                    if (chunk.IsInvalid || DataChunks.DuckDBDataChunkGetSize(chunk) == 0) return;
                    read(new Chunk(chunk));
                }
            }
            finally
            {
                NativeMethods.Query.DuckDBDestroyResult(ref result);
            }
        }
    }

    public void Dispose() => _connection.Dispose();

    private static string ErrorOf(ref DuckDBResult result) => NativeMethods.Query.DuckDBResultError(ref result) ?? "";

    private static (Action<Chunk, int> Add, Func<LakeColumn> Finish) ColumnReader((string Name, string Type) column) => column.Type switch
    {
        "long" => Collect<long>(column.Name, (chunk, c, list) => list.AddRange(chunk.Values<long>(c))),
        "double" => Collect<double>(column.Name, (chunk, c, list) => list.AddRange(chunk.Values<double>(c))),
        "sbyte" => Collect<sbyte>(column.Name, (chunk, c, list) => list.AddRange(chunk.Values<sbyte>(c))),
        "long?" => Collect<long?>(column.Name, (chunk, c, list) => AddNullable(chunk, c, list)),
        "double?" => Collect<double?>(column.Name, (chunk, c, list) => AddNullable(chunk, c, list)),
        "string" => Collect<string>(column.Name, (chunk, c, list) => { for (var i = 0; i < chunk.Rows; i++) list.Add(chunk.Text(c, i)); }),
        _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"column {column.Name} has the unknown type {column.Type}")),
    };

    private static void AddNullable<T>(Chunk chunk, int column, List<T?> list) where T : unmanaged
    {
        var values = chunk.Values<T>(column);
        for (var i = 0; i < values.Length; i++) list.Add(chunk.IsNull(column, i) ? null : values[i]);
    }

    private static (Action<Chunk, int>, Func<LakeColumn>) Collect<T>(string name, Action<Chunk, int, List<T>> add)
    {
        var values = new List<T>();
        return ((chunk, c) => add(chunk, c, values), () => new LakeColumn(name, values.ToArray()));
    }

    /// <summary>Columns of some rows of a result, in DuckDB's memory.</summary>
    public readonly unsafe struct Chunk(DuckDBDataChunk chunk)
    {
        public int Rows { get; } = (int)DataChunks.DuckDBDataChunkGetSize(chunk);

        /// <summary>The values of a column without nulls (or, where there are some, with anything in their places).</summary>
        public ReadOnlySpan<T> Values<T>(int column) where T : unmanaged
        {
            using var type = Vectors.DuckDBVectorGetColumnType(Vector(column));
            var (found, asked) = (LogicalType.DuckDBGetTypeId(type), typeof(T) == typeof(long) ? DuckDBType.BigInt : typeof(T) == typeof(double) ? DuckDBType.Double : DuckDBType.TinyInt);
            return found == asked ? new(Vectors.DuckDBVectorGetData(Vector(column)), Rows) : throw new InvalidDataException($"column {column} of the answer is {found}, not {asked}");
        }

        public bool IsNull(int column, int row) => Vectors.DuckDBVectorGetValidity(Vector(column)) is var bits && bits != null && (bits[row / 64] >> (row % 64) & 1) == 0;

        /// <summary>A text: up to twelve bytes lie in place, longer ones behind a pointer.</summary>
        public string Text(int column, int row)
        {
            var text = (byte*)Vectors.DuckDBVectorGetData(Vector(column)) + (16 * row);
            var length = *(int*)text;
            return Encoding.UTF8.GetString(MemoryMarshal.CreateReadOnlySpan(ref length <= 12 ? ref text[4] : ref **(byte**)(text + 8), length));
        }

        private nint Vector(int column) => DataChunks.DuckDBDataChunkGetVector(chunk, column);
    }
}
