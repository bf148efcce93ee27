using System.Globalization;
using DuckDB.NET.Data;

namespace Forecast.Storage.Lake;

/// <summary>
/// DuckDB in this process, in memory: how the lake writes and reads Parquet. One thread, so that equal rows give equal files; bounded memory; no
/// spilling, no downloads.
/// </summary>
internal sealed class Duck : IDisposable
{
    private readonly DuckDBConnection _connection = new("DataSource=:memory:");

    public Duck()
    {
        _connection.Open();
        Execute("SET threads = 1; SET memory_limit = '1GB'; SET temp_directory = ''; SET autoinstall_known_extensions = false; SET autoload_known_extensions = false");
    }

    /// <summary>Text as an SQL literal.</summary>
    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Writes a table as one Parquet file, rows in order.</summary>
    public void WriteParquet(LakeTable table, string path)
    {
        Execute($"CREATE OR REPLACE TABLE part ({string.Join(", ", table.Columns.Select(c => $"{c.Name} {SqlType(c.Type)}"))})");
        using (var appender = _connection.CreateAppender("part"))
        {
            for (var i = 0; i < table.Rows; i++)
            {
                var row = appender.CreateRow();
                foreach (var column in table.Columns)
                {
                    _ = column.Values switch
                    {
                        long[] v => row.AppendValue(v[i]),
                        double[] v => row.AppendValue(v[i]),
                        double?[] v => row.AppendValue(v[i]),
                        _ => row.AppendValue(((string[])column.Values)[i]),
                    };
                }
                row.EndRow();
            }
        }
        Execute($"COPY part TO {Quoted(path)} (FORMAT parquet, COMPRESSION zstd)");
    }

    /// <summary>Runs a query whose columns have the given names and types.</summary>
    public LakeTable Query(string sql, IReadOnlyList<(string Name, string Type)> columns)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var readers = columns.Select(ColumnReader).ToArray();
        while (reader.Read())
            for (var c = 0; c < readers.Length; c++) readers[c].Add(reader, c);
        return new LakeTable([.. readers.Select(r => r.Finish())]);
    }

    public void Dispose() => _connection.Dispose();

    private static string SqlType(string type) => type switch { "long" => "BIGINT NOT NULL", "double" => "DOUBLE NOT NULL", "double?" => "DOUBLE", _ => "VARCHAR NOT NULL" };

    private static (Action<DuckDBDataReader, int> Add, Func<LakeColumn> Finish) ColumnReader((string Name, string Type) column) => column.Type switch
    {
        "long" => Collect(column.Name, (r, c) => r.GetInt64(c)),
        "double" => Collect(column.Name, (r, c) => r.GetDouble(c)),
        "double?" => Collect(column.Name, (r, c) => r.IsDBNull(c) ? (double?)null : r.GetDouble(c)),
        "string" => Collect(column.Name, (r, c) => r.GetString(c)),
        _ => throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"column {column.Name} has the unknown type {column.Type}")),
    };

    private static (Action<DuckDBDataReader, int>, Func<LakeColumn>) Collect<T>(string name, Func<DuckDBDataReader, int, T> get)
    {
        var values = new List<T>();
        return ((reader, c) => values.Add(get(reader, c)), () => new LakeColumn(name, values.ToArray()));
    }
}
