using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>
/// Writes the facts of one file or stream of one instrument, batch by batch. Rows are one of a kind by the dataset's key: what the lake has is not written again, what
/// differs from it becomes a new version, and what contradicts an earlier row of the same file is not kept.
/// <para>A batch is in the lake, whole and durable, when <see cref="Write"/> returns; of a file that proves itself only at its end, when <see cref="Commit"/> does: until
/// then nobody sees it, and other writers of the instrument wait.</para>
/// <para>Equality leaves out when a row was received, and compares times by the millisecond: a venue's archive and its stream may differ there.</para>
/// </summary>
public sealed class FactWriter : IDisposable
{
    /// <summary>Rows of a part at most.</summary>
    internal const int PartRows = 1 << 20;

    private readonly FactDataset _dataset;
    private readonly LakeFolder _folder;
    private readonly TimeProvider _clock;
    private readonly long _delay;
    private readonly bool _mayCorrect;
    private readonly PartIndex _parts;
    private readonly List<PartManifest> _staged = [];
    private readonly FileStream? _held;
    private readonly TimeSpan? _patience;
    private (long Min, long Max)? _seen;

    internal FactWriter(FactDataset dataset, LakeFolder folder, TimeProvider clock, TimeSpan sourceDelay, bool mayCorrect, bool staged, TimeSpan? patience)
    {
        if (sourceDelay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(sourceDelay), $"the source's delay is {sourceDelay}; it must not be negative");
        (_dataset, _folder, _clock, _delay, _mayCorrect) = (dataset, folder, clock, Duration.Microseconds(sourceDelay), mayCorrect);
        _patience = patience;
        _parts = new PartIndex(folder);
        _held = staged ? PartStore.Lock(folder, patience) : null;
    }

    /// <summary>Keeps what the lake does not have yet.</summary>
    /// <exception cref="TimeoutException">Another writer did not let go of the instrument in time; nothing was written.</exception>
    /// <exception cref="CorruptPartException">A part that the rows are to be held against is not what was written.</exception>
    public FactWrite Write(LakeTable rows)
    {
        var total = new FactWrite(rows.Rows, 0, 0, 0, [], 0);
        if (rows.Rows == 0) return total;
        var (sorted, places) = ByTime(rows);
        using var held = _held is null ? PartStore.Lock(_folder, _patience) : null;
        _parts.Refresh(_staged);
        foreach (var (period, start, length) in Pieces(sorted.Longs(_dataset.Time)))
        {
            var done = Keep(period, sorted.Slice(start, length));
            total = total with
            {
                New = total.New + done.New,
                Known = total.Known + done.Known,
                Corrected = total.Corrected + done.Corrected,
                Parts = total.Parts + done.Parts,
                Conflicting = [.. total.Conflicting, .. done.Conflicting.Select(i => places is null ? start + i : places[start + i])],
            };
        }
        return total;
    }

    /// <summary>
    /// Brings everything written so far into the lake, or everything but <paramref name="corrections"/>. A kill on the way leaves some of it; writing the same again completes it.
    /// </summary>
    public void Commit(bool corrections = true)
    {
        foreach (var manifest in _staged.Where(m => corrections || m.Rule != KnownRule.Correction).ToList())
        {
            PartStore.Commit(_folder, manifest);
            _staged.Remove(manifest);
        }
    }

    /// <summary>Lets go of what was written and not committed.</summary>
    public void Dispose()
    {
        foreach (var manifest in _staged) File.Delete(PartStore.Parquet(_folder, manifest));
        _held?.Dispose();
    }

    private FactWrite Keep(string period, LakeTable piece)
    {
        // The clock may have been set back since: ingestion goes forward all the same.
        var now = Math.Max(Instant.From(_clock.GetUtcNow()), _parts.LastIngested + 1 ?? long.MinValue);
        var (keys, seen) = (piece.Longs(_dataset.Key[0]), _seen);
        var (least, most) = (keys.Min(), keys.Max());
        _seen = seen is var (a, b) ? (Math.Min(a, least), Math.Max(b, most)) : (least, most);
        var overlapping = _parts.Overlapping(least, most).Select(p => _staged.Contains(p.Manifest) ? (p.Manifest, Path: PartStore.Parquet(_folder, p.Manifest)) : PartStore.Verified(_folder, p.Path)).ToList();
        if (overlapping.Count == 0 ? FactKeys.AreDistinct(_dataset, piece) : overlapping.Exists(p => p.Manifest is { Rule: KnownRule.First } there && (there.Rows, there.MinKey, there.MaxKey) == (piece.Rows, least, most)))
        {
            // New rows throughout; or, from what can be told so far, a part that is there: then its file is the same.
            if (overlapping.Count == 0) return Stage(period, piece, KnownRule.First, _delay, now) ? new FactWrite(piece.Rows, piece.Rows, 0, 0, [], 1) : new FactWrite(piece.Rows, 0, piece.Rows, 0, [], 0);
            var (temporary, sha256) = PartStore.Prepare(_folder, period, piece);
            File.Delete(temporary);
            if (overlapping.Exists(p => p.Manifest.Sha256 == sha256)) return new FactWrite(piece.Rows, 0, piece.Rows, 0, [], 0);
        }
        var (fresh, corrected, conflicting, correctedAt) = (new List<int>(), new List<int>(), new List<int>(), now);
        foreach (var (place, state, knownAt) in FactComparison.Of(_dataset, _folder, piece, overlapping))
        {
            if (state == FactState.New) fresh.Add(place);
            else if (state == FactState.Contradicts || (state == FactState.Differs && seen is var (from, to) && keys[place] >= from && keys[place] <= to)) conflicting.Add(place);
            else if (state == FactState.Differs && _mayCorrect)
            {
                corrected.Add(place);
                correctedAt = Math.Max(correctedAt, knownAt + 1);
            }
        }
        var parts = 0;
        foreach (var (chosen, rule, known) in new[] { (fresh, KnownRule.First, _delay), (corrected, KnownRule.Correction, correctedAt) })
        {
            if (chosen.Count == 0) continue;
            var kept = chosen.Count == piece.Rows ? piece : piece.Pick([.. chosen]);
            if (Stage(period, kept, rule, known, now)) parts++;
        }
        return new FactWrite(piece.Rows, fresh.Count, piece.Rows - fresh.Count - corrected.Count - conflicting.Count, corrected.Count, conflicting, parts);
    }

    // False where that very part is there.
    private bool Stage(string period, LakeTable rows, KnownRule rule, long known, long now)
    {
        var (temporary, sha256) = PartStore.Prepare(_folder, period, rows);
        var manifest = PartManifest.Of(_folder, _dataset, period, rows, rule, known, now, sha256);
        if (PartStore.Holds(_folder, manifest))
        {
            File.Delete(temporary);
            return false;
        }
        PartStore.Publish(_folder, manifest, temporary);
        _parts.Add(manifest);
        _staged.Add(manifest);
        if (_held is null) Commit();
        return true;
    }

    // Rows in order of time; and where they came from, unless they came in order.
    private (LakeTable Sorted, int[]? Places) ByTime(LakeTable rows)
    {
        var times = rows.Longs(_dataset.Time);
        var ordered = true;
        for (var i = 1; i < times.Length && ordered; i++) ordered = times[i] >= times[i - 1];
        var table = new LakeTable(rows.Columns) { TimeColumn = _dataset.Time };
        if (ordered) return (table, null);
        var keys = rows.Longs(_dataset.Key[0]);
        int[] places = [.. Enumerable.Range(0, times.Length).OrderBy(i => times[i]).ThenBy(i => keys[i])];
        return (table.Pick(places), places);
    }

    private IEnumerable<(string Period, int Start, int Length)> Pieces(long[] times)
    {
        for (int start = 0, end; start < times.Length; start = end)
        {
            var period = _dataset.Daily ? LakeFolder.Day(times[start]) : LakeFolder.Month(times[start]);
            var next = _dataset.Daily ? Instant.FloorDay(times[start]) + Duration.Day : LakeFolder.NextMonth(times[start]);
            end = Array.BinarySearch(times, start, times.Length - start, next);
            if (end < 0) end = ~end;
            // Of several rows at that very instant the search finds any.
            while (end > start && times[end - 1] >= next) end--;
            end = Math.Min(end, start + PartRows);
            yield return (period, start, end - start);
        }
    }
}
