using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Forecast.SystemTests.Cli;

/// <summary>What a run left behind, without attempts, durations, wall-clock stamps and run ids: two runs on the same input must agree on it.</summary>
internal static class Contents
{
    private static readonly string[] Stamps = ["ingested_at", "imported_at", "decided_at", "created_at", "started_at", "finished_at", "fence", "attempts", "owner", "lease_until"];

    /// <summary>Every row of every table of an SQLite database, one line each.</summary>
    public static string[] OfDatabase(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        var tables = Query(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%migrations%' COLLATE NOCASE ORDER BY name").Select(r => r.Values.Single()).ToArray();
        return [.. tables.Where(t => t is not ("pipeline_runs" or "sqlite_sequence")).SelectMany(t => Query(connection, $"SELECT * FROM {t}")
            .Select(r => $"{t}: {string.Join('|', r.Where(c => !Stamps.Contains(c.Key)).Select(c => $"{c.Key}={c.Value}"))}")).Order(StringComparer.Ordinal)];
    }

    /// <summary>Every file of a lake with the hash of its content; manifests without the moment of ingestion.</summary>
    public static string[] OfLake(string root) =>
    [
        .. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith(".fit", StringComparison.Ordinal) && !Path.GetFileName(f).StartsWith('.'))
            .Select(f => $"{Path.GetRelativePath(root, f)} {Hash(f)}").Order(StringComparer.Ordinal),
    ];

    private static string Hash(string file)
    {
        var bytes = File.ReadAllBytes(file);
        if (file.EndsWith(".json", StringComparison.Ordinal))
            bytes = Encoding.UTF8.GetBytes(System.Text.RegularExpressions.Regex.Replace(Encoding.UTF8.GetString(bytes), "\"ingestedAt\":\\s*(\"[^\"]*\"|[0-9]+)", ""));
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static IEnumerable<Dictionary<string, string>> Query(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        while (reader.Read())
            yield return Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? "null" : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture)!);
    }
}
