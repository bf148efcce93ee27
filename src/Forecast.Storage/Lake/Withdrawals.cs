namespace Forecast.Storage.Lake;

/// <summary>
/// Bars that turned out to be bad prints after they had been kept. A withdrawal is a version without a bar, known from its ingestion on: readings of before still have the bar.
/// </summary>
internal static class Withdrawals
{
    /// <summary>For each withdrawn open time when that was known last, of what was known at <paramref name="knownAt"/> and had been ingested by <paramref name="ingestedBy"/>.</summary>
    public static IReadOnlyDictionary<long, long> Read(Duck duck, LakeFolder bars, long? knownAt, long? ingestedBy)
    {
        var last = new Dictionary<long, long>();
        foreach (var (manifest, path) in PartStore.Read(bars.Withdrawn, wanted: m => m.IngestedAt <= (ingestedBy ?? long.MaxValue) && m.Known <= (knownAt ?? long.MaxValue)))
            foreach (var time in duck.Query($"SELECT * FROM read_parquet({Duck.Quoted(path)})", [(BarColumns.Time, "long")]).Longs(BarColumns.Time))
                last[time] = Math.Max(last.GetValueOrDefault(time, long.MinValue), manifest.Known);
        return last;
    }

    /// <summary>Keeps withdrawals, a part per month. Both folders must be locked.</summary>
    public static void Write(LakeFolder bars, IReadOnlyList<long> times, long known, long now)
    {
        foreach (var month in times.GroupBy(LakeFolder.Month))
            PartStore.Write(bars.Withdrawn, month.Key, new LakeTable(new LakeColumn(BarColumns.Time, month.ToArray())) { TimeColumn = BarColumns.Time }, KnownRule.Correction, known, now);
    }
}
