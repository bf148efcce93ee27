using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>
/// What a part holds. Its <see cref="Identity"/> hashes every field that says what the rows are and when they were known, and names the files: so a manifest
/// proves itself. Its presence is the commit: a Parquet file without one does not exist.
/// <para>Known is in microseconds: the source's delay (first), the instant (correction), else 0. Columns are names and types in order, as in
/// <c>open_time:long,open:double</c>. Content hashes the rows (of facts, which are many: their Parquet file), Sha256 the Parquet file. IngestedAt is not part of the identity. MinKey and MaxKey bound the first
/// key column of facts, so that a writer knows which parts may hold a row without opening them. Level counts how often its rows were joined from smaller parts.</para>
/// </summary>
internal sealed record PartManifest(
    string Dataset, string Venue, string Symbol, string Period, int Rows, long? MinTime, long? MaxTime, KnownRule Rule, long Known, string Columns, string Content,
    string Sha256, long IngestedAt, long? MinKey = null, long? MaxKey = null, int Level = 0)
{
    private const int Format = 1;
    private static readonly long Earliest = Instant.From(DateTimeOffset.MinValue), Latest = Instant.From(DateTimeOffset.MaxValue);
    private static readonly JsonWriterOptions Readable = new() { Indented = true, NewLine = "\n" };

    /// <summary>Hash of what the part is; equal content known alike has one identity.</summary>
    public string Identity { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n',
        [Dataset, Venue, Symbol, Period, Text(Rows), Text(MinTime), Text(MaxTime), Text((int)Rule), Text(Known), Columns, Content, .. MinKey is null ? Array.Empty<string>() : [Text(MinKey), Text(MaxKey)]]))));

    /// <summary>The files' name without extension.</summary>
    public string Name => Stem(Identity);

    /// <summary>The name of the part that has this identity.</summary>
    public static string Stem(string identity) => $"part-{identity[..16]}";

    /// <summary>Of facts whose Parquet file has the hash <paramref name="sha256"/>.</summary>
    public static PartManifest Of(LakeFolder folder, FactDataset dataset, string period, LakeTable table, KnownRule rule, long known, long ingestedAt, string sha256)
    {
        var (times, keys) = (table.Longs(dataset.Time), table.Longs(dataset.Key[0]));
        return new(folder.Dataset, folder.Venue, folder.Symbol, period, table.Rows, times.Min(), times.Max(), rule, known, ColumnList(table), sha256, sha256, ingestedAt, keys.Min(), keys.Max());
    }

    public static PartManifest Of(LakeFolder folder, string period, LakeTable table, KnownRule rule, long known, long ingestedAt)
    {
        var times = table.TimeColumn is { } name && table.Rows > 0 ? table.Longs(name) : null;
        if (times is not null && (times.Min() < Earliest || times.Max() > Latest)) throw new ArgumentException($"column {table.TimeColumn} has times outside the years 1 to 9999; give Unix microseconds", nameof(table));
        return new(folder.Dataset, folder.Venue, folder.Symbol, period, table.Rows, times?.Min(), times?.Max(), rule, known,
            ColumnList(table), table.ContentHash(), "", ingestedAt);
    }

    public byte[] ToJson()
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteNumber("format", Format);
            json.WriteString("dataset", Dataset);
            json.WriteString("venue", Venue);
            json.WriteString("symbol", Symbol);
            json.WriteString("period", Period);
            json.WriteNumber("rows", Rows);
            if (MinTime is { } min) json.WriteString("minTime", Instant.Format(min));
            if (MaxTime is { } max) json.WriteString("maxTime", Instant.Format(max));
            json.WriteStartObject("knownAt");
            json.WriteString("rule", Rule.ToString().ToLowerInvariant());
            if (Rule == KnownRule.First) json.WriteNumber("delayMicroseconds", Known);
            if (Rule == KnownRule.Correction) json.WriteString("instant", Instant.Format(Known));
            json.WriteEndObject();
            json.WriteString("columns", Columns);
            json.WriteString("content", Content);
            json.WriteString("sha256", Sha256);
            json.WriteString("ingestedAt", Instant.Format(IngestedAt));
            if (MinKey is { } least) json.WriteNumber("minKey", least);
            if (MaxKey is { } most) json.WriteNumber("maxKey", most);
            if (Level > 0) json.WriteNumber("level", Level);
            json.WriteEndObject();
        }
        return buffer.ToArray();
    }

    /// <summary>Reads a manifest and holds it against its own name.</summary>
    /// <exception cref="CorruptPartException">It is not what was written.</exception>
    public static PartManifest Read(string path)
    {
        PartManifest manifest;
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            var format = json.GetProperty("format").GetInt32();
            if (format != Format) throw new NotSupportedException($"{path} has format {format}; this program reads format {Format}: use the program that wrote it");
            var known = json.GetProperty("knownAt");
            var rule = Enum.Parse<KnownRule>(Field(known, "rule"), ignoreCase: true);
            manifest = new PartManifest(
                Field(json, "dataset"), Field(json, "venue"), Field(json, "symbol"), Field(json, "period"), json.GetProperty("rows").GetInt32(), Time(json, "minTime"), Time(json, "maxTime"), rule,
                rule switch { KnownRule.First => known.GetProperty("delayMicroseconds").GetInt64(), KnownRule.Correction => Instant.Parse(Field(known, "instant")), _ => 0 },
                Field(json, "columns"), Field(json, "content"), Field(json, "sha256"), Instant.Parse(Field(json, "ingestedAt")),
                Number(json, "minKey"), Number(json, "maxKey"), (int)(Number(json, "level") ?? 0));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            throw new CorruptPartException(path, $"it is no manifest ({e.Message})", e);
        }
        return Path.GetFileNameWithoutExtension(path) == manifest.Name ? manifest : throw new CorruptPartException(path, "its fields do not give the hash in its name");
    }

    private static string Field(JsonElement json, string name) => json.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static long? Time(JsonElement json, string name) => json.TryGetProperty(name, out var time) ? Instant.Parse(time.GetString()!) : null;

    private static string ColumnList(LakeTable table) => string.Join(',', table.Columns.Select(c => $"{c.Name}:{c.Type}"));

    private static long? Number(JsonElement json, string name) => json.TryGetProperty(name, out var number) ? number.GetInt64() : null;

    private static string Text(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
