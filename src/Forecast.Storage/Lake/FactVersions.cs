using System.Globalization;

namespace Forecast.Storage.Lake;

/// <summary>Reads facts out of their parts: of each key the version that was the latest at an instant.</summary>
internal static class FactVersions
{
    private const string KnownAt = "known_at";

    /// <summary>The columns of the parts together; one that some part lacks may be absent.</summary>
    public static IReadOnlyList<(string Name, string Type)> Columns(IReadOnlyList<(PartManifest Manifest, string Path)> parts)
    {
        var each = parts.Select(p => p.Manifest.Columns).Distinct().Select(c => c.Split(',').Select(f => f.Split(':')).Select(f => (Name: f[0], Type: f[1])).ToArray()).ToArray();
        return [.. each.SelectMany(c => c).Select(c => c.Name).Distinct().Select(name =>
        {
            var types = each.Select(c => Array.Find(c, f => f.Name == name).Type).ToArray();
            var type = types.First(t => t is not null).TrimEnd('?');
            return (name, types.All(t => t == type) || type is not ("long" or "double") ? type : type + "?");
        })];
    }

    /// <summary>Whether the part's rows say when they were received: then that, and not when the part was ingested, says what could be read at an instant.</summary>
    public static bool IsLive(PartManifest part) => part.Rule == KnownRule.First && part.Columns.Split(',').Contains($"{FactDatasetCatalog.ReceivedAt}:long");

    /// <summary>When each version was known, in <see cref="Versions"/>.</summary>
    public static (string Name, string Type) Known => (KnownAt, "long");

    /// <summary>
    /// A query for the rows that keep <paramref name="condition"/>, each in its latest version known by <paramref name="knownAt"/> and, if received live, by <paramref name="receivedBy"/>; with its
    /// <c>known_at</c>.
    /// </summary>
    public static string Latest(Duck duck, FactDataset dataset, IReadOnlyList<(PartManifest Manifest, string Path)> parts, string condition, long? knownAt = null, long? receivedBy = null) => $"""
        {Every(duck, dataset, parts, condition, knownAt, receivedBy)}
        QUALIFY row_number() OVER (PARTITION BY {string.Join(", ", dataset.Key.Select(k => $"fact.{k}"))} ORDER BY {KnownAt} DESC, source.ingested) = 1
        """;

    /// <summary>The same for every version, by time and when it was known.</summary>
    public static string Versions(Duck duck, FactDataset dataset, IReadOnlyList<(PartManifest Manifest, string Path)> parts, long? from, long? until, long? receivedBy) => $"""
        {Every(duck, dataset, parts, $"{dataset.Time} >= {Text(from ?? long.MinValue)} AND {dataset.Time} < {Text(until ?? long.MaxValue)}", null, receivedBy)}
        ORDER BY fact.{dataset.Time}, {KnownAt}, source.ingested
        """;

    private static string Every(Duck duck, FactDataset dataset, IReadOnlyList<(PartManifest Manifest, string Path)> parts, string condition, long? knownAt, long? receivedBy)
    {
        duck.Execute("CREATE OR REPLACE TABLE source (file VARCHAR, instant BIGINT, delay BIGINT, ingested BIGINT, live BOOLEAN)");
        duck.Execute("INSERT INTO source VALUES " + string.Join(", ", parts.Select(p => p.Manifest.Rule == KnownRule.Correction
            ? $"({Duck.Quoted(p.Path)}, {Text(p.Manifest.Known)}, 0, {Text(p.Manifest.IngestedAt)}, false)"
            : $"({Duck.Quoted(p.Path)}, NULL, {Text(p.Manifest.Known)}, {Text(p.Manifest.IngestedAt)}, {IsLive(p.Manifest)})")));
        var time = $"fact.{dataset.Time}";
        var received = Columns(parts).Any(c => c.Name == FactDatasetCatalog.ReceivedAt) ? $"greatest({time}, coalesce(fact.{FactDatasetCatalog.ReceivedAt}, {time}))" : time;
        return $"""
            SELECT fact.*, coalesce(source.instant, {received} + source.delay) AS {KnownAt}
            FROM read_parquet([{string.Join(", ", parts.Select(p => Duck.Quoted(p.Path)))}], filename = 'file', union_by_name = true) AS fact JOIN source USING (file)
            WHERE {condition} AND {KnownAt} <= {Text(knownAt ?? long.MaxValue)} AND (NOT source.live OR {KnownAt} <= {Text(receivedBy ?? long.MaxValue)})
            """;
    }

    /// <summary>A query for some columns of the facts with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, by time and key.</summary>
    public static string Select(
        Duck duck, FactDataset dataset, IReadOnlyList<(PartManifest Manifest, string Path)> parts, IEnumerable<string> columns, long? from, long? until, long? knownAt, long? ingestedBy = null)
    {
        var receivedBy = parts.All(p => p.Manifest.IngestedAt <= (ingestedBy ?? long.MaxValue)) ? null : ingestedBy;
        var condition = $"{dataset.Time} >= {Text(from ?? long.MinValue)} AND {dataset.Time} < {Text(until ?? long.MaxValue)}";
        var ordered = parts.OrderBy(p => p.Manifest.MinTime).ThenBy(p => p.Manifest.MinKey).ToArray();
        // Parts that follow each other hold one version of each row, in order: nothing to sort, nothing to choose.
        var simple = knownAt is null && receivedBy is null && ordered.All(p => p.Manifest.Rule == KnownRule.First)
            && ordered.Zip(ordered.Skip(1)).All(p => p.First.Manifest.MaxTime <= p.Second.Manifest.MinTime && p.First.Manifest.MaxKey < p.Second.Manifest.MinKey);
        if (ordered.All(p => p.Manifest.MinTime >= (from ?? long.MinValue) && p.Manifest.MaxTime < (until ?? long.MaxValue))) condition = "true";
        return simple
            ? $"SELECT {string.Join(", ", columns)} FROM read_parquet([{string.Join(", ", ordered.Select(p => Duck.Quoted(p.Path)))}], union_by_name = true) WHERE {condition}"
            : $"SELECT {string.Join(", ", columns)} FROM ({Latest(duck, dataset, ordered, condition, knownAt, receivedBy)}) ORDER BY {dataset.Time}, {string.Join(", ", dataset.Key)}";
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
