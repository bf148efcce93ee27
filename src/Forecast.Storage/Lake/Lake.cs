using System.Globalization;
using Forecast.Core.Market;

namespace Forecast.Storage.Lake;

/// <summary>
/// The lake: market data and what is derived from it, as Parquet parts with a manifest each, at
/// <c>root/dataset/venue=…/symbol=…/period/part-hash.parquet</c>. Nothing is ever overwritten: a correction is a new part beside the old, known from its ingestion on,
/// so that any past reading can be repeated. Parts appear whole or not at all, and are held against their SHA-256 whenever they are read.
/// <para>Safe for many threads and processes; writers of one instrument's dataset wait for each other.</para>
/// </summary>
/// <param name="root">The lake's folder; it need not exist.</param>
/// <param name="clock">Says when corrections are known, and stamps manifests.</param>
public sealed class Lake(string root, TimeProvider clock)
{
    private const string QuarantineDataset = "quarantine", FlaggedDataset = "flagged", QuarantinePeriod = "all";
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Keeps bars, a part per month. Only rows that are new, or differ from the latest version (a correction), are written; so writing again writes nothing.</summary>
    /// <param name="bars">Of one instrument; validated here.</param>
    /// <param name="sourceDelay">How long after its end the source gives a bar; none where omitted.</param>
    /// <param name="mayCorrect">Whether rows that differ from the latest version are corrections; false where the same file was ingested before, as it then knows nothing that is new.</param>
    public LakeWrite WriteBars(BarSeries bars, TimeSpan sourceDelay = default, bool mayCorrect = true)
    {
        bars.Validated();
        if (sourceDelay < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(sourceDelay), $"the source's delay is {sourceDelay}; it must not be negative");
        var folder = Folder(LakeFolder.BarsDataset(bars.Interval), bars.Venue, bars.Symbol);
        if (bars.Count == 0) return new LakeWrite(0, 0, 0, 0);
        using var held = PartStore.Lock(folder);
        using var duck = new Duck();
        var (there, lastIngested) = BarVersions.Read(duck, folder, bars.Interval, null, bars.OpenTime[0], bars.End(bars.Count - 1));
        var (times, knownAt, same) = (there.Longs(BarColumns.Time), BarVersions.KnownOf(there), BarColumns.Comparer(bars, there));
        // The clock may have been set back since: ingestion goes forward all the same, or a correction could seem known before what it corrects was there to be seen.
        var now = Math.Max(Instant.From(clock.GetUtcNow()), lastIngested + 1 ?? long.MinValue);
        var withdrawn = Withdrawals.Read(duck, folder, null, null);
        var (fresh, corrected, correctedAt) = (new List<int>(), new List<int>(), now);
        for (int i = 0, j = 0; i < bars.Count; i++)
        {
            while (j < times.Length && times[j] < bars.OpenTime[i]) j++;
            if (j == times.Length || times[j] != bars.OpenTime[i]) fresh.Add(i);
            else if (mayCorrect && !same(i, j))
            {
                corrected.Add(i);
                correctedAt = Math.Max(correctedAt, Math.Max(knownAt[j], withdrawn.GetValueOrDefault(bars.OpenTime[i])) + 1);
            }
        }
        var parts = WriteMonths(folder, bars, fresh, KnownRule.First, Duration.Microseconds(sourceDelay), now)
            + WriteMonths(folder, bars, corrected, KnownRule.Correction, correctedAt, now);
        return new LakeWrite(bars.Count, fresh.Count, corrected.Count, parts);
    }

    /// <summary>
    /// Takes back bars that turned out to be bad prints: from now on they are absent, and whoever asks what was known before still gets them. Only where the latest version is
    /// the very bar that is given; so doing it again does nothing. Returns the open times.
    /// </summary>
    public IReadOnlyList<long> WithdrawBars(BarSeries bars)
    {
        var folder = Folder(LakeFolder.BarsDataset(bars.Interval), bars.Venue, bars.Symbol);
        if (bars.Count == 0) return [];
        using var held = PartStore.Lock(folder);
        using var also = PartStore.Lock(folder.Withdrawn);
        using var duck = new Duck();
        var (there, lastIngested) = BarVersions.Read(duck, folder, bars.Interval, null, bars.OpenTime[0], bars.End(bars.Count - 1));
        var (open, knownAt, same) = (there.Longs(BarColumns.Time), BarVersions.KnownOf(there), BarColumns.Comparer(bars, there));
        var before = Withdrawals.Read(duck, folder, null, null);
        var now = Math.Max(Instant.From(clock.GetUtcNow()), lastIngested + 1 ?? long.MinValue);
        var (times, known) = (new List<long>(), now);
        for (int i = 0, j = 0; i < bars.Count; i++)
        {
            while (j < open.Length && open[j] < bars.OpenTime[i]) j++;
            if (j == open.Length || open[j] != bars.OpenTime[i] || !same(i, j) || before.GetValueOrDefault(bars.OpenTime[i], long.MinValue) > knownAt[j]) continue;
            times.Add(bars.OpenTime[i]);
            known = Math.Max(known, knownAt[j] + 1);
        }
        Withdrawals.Write(folder, times, known, now);
        return times;
    }

    /// <summary>
    /// The bars of an instrument as they were known at <paramref name="knownAt"/> (null: all that is known), complete at <paramref name="until"/> (end ≤ until; null: all), open at <paramref name="from"/> or later, of
    /// what had been ingested by <paramref name="ingestedBy"/> (null: everything): a late file makes old bars, and only this keeps them out of a replay. Empty where the lake has none. A column of
    /// flow that a row of them lacks is absent from all.
    /// </summary>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public BarSeries ReadBars(string venue, string symbol, TimeSpan interval, long? knownAt = null, long? until = null, long? ingestedBy = null, long? from = null)
    {
        using var duck = new Duck();
        var folder = Folder(LakeFolder.BarsDataset(interval), venue, symbol);
        var (rows, _) = BarVersions.Read(duck, folder, interval, knownAt, from, until, ingestedBy);
        var withdrawn = Withdrawals.Read(duck, folder, knownAt, ingestedBy);
        var (open, known) = (rows.Longs(BarColumns.Time), BarVersions.KnownOf(rows));
        if (withdrawn.Count > 0) rows = rows.Pick([.. Enumerable.Range(0, rows.Rows).Where(i => withdrawn.GetValueOrDefault(open[i], long.MinValue) <= known[i])]);
        return BarColumns.ToBars(rows, venue, symbol, interval).Validated();
    }

    /// <summary>The instruments that the lake has bars of, by venue and symbol in ordinal order; of what had been ingested by <paramref name="ingestedBy"/> where given.</summary>
    public IReadOnlyList<LakeInstrument> Instruments(TimeSpan interval, long? ingestedBy = null)
    {
        var step = Duration.Microseconds(interval);
        var parts = from manifest in Folders(LakeFolder.BarsDataset(interval)).SelectMany(folder => PartStore.Manifests(folder)).Select(PartManifest.Read)
                    where manifest is { MinTime: not null, MaxTime: not null } && manifest.IngestedAt <= (ingestedBy ?? long.MaxValue)
                    group manifest by (manifest.Venue, manifest.Symbol);
        return [.. parts.Select(p => new LakeInstrument(p.Key.Venue, p.Key.Symbol, p.Min(m => m.MinTime!.Value), p.Max(m => m.MaxTime!.Value) + step))
            .OrderBy(i => i.Venue, StringComparer.Ordinal).ThenBy(i => i.Symbol, StringComparer.Ordinal)];
    }

    /// <summary>The intervals of the bars that the lake has, shortest first.</summary>
    public IReadOnlyList<TimeSpan> Intervals() => !Directory.Exists(_root) ? [] :
        [.. Directory.EnumerateDirectories(_root, "bars_*").Select(d => Duration.TryParse(Path.GetFileName(d)["bars_".Length..], out var interval) ? interval : (TimeSpan?)null).OfType<TimeSpan>().Order()];

    /// <summary>How many bars the lake has of each instrument on each UTC day that has any, by venue, symbol and day.</summary>
    public IReadOnlyList<BarDay> BarDays(TimeSpan interval) => Storage.Lake.BarDays.Of(FoldersOf(LakeFolder.BarsDataset(interval)));

    /// <summary>How many trades the lake has of each instrument on each UTC day that has any, and how many their numbers say are missing, by venue, symbol and day.</summary>
    public IReadOnlyList<TradeDay> TradeDays() => Storage.Lake.TradeDays.Of(FoldersOf(FactDatasetCatalog.Trades.Name));

    /// <summary>The newest of an instrument's derived tables: of the last period, what was written last; null where there is none.</summary>
    public LakeTable? ReadLatestTable(string dataset, string venue, string symbol)
    {
        var manifests = PartStore.Manifests(Folder(dataset, venue, symbol).Path).ToList();
        if (manifests.Count == 0) return null;
        var latest = manifests.Select(PartManifest.Read).OrderBy(m => m.Period, StringComparer.Ordinal).ThenBy(m => m.IngestedAt).Last();
        return ReadTable(dataset, venue, symbol, latest.Period, latest.Identity);
    }

    /// <summary>Keeps a derived table as one part; returns the hash by which it is read again. The same table has the same hash and is written once.</summary>
    public string WriteTable(string dataset, string venue, string symbol, string period, LakeTable table)
    {
        var folder = Folder(dataset, venue, symbol);
        using var held = PartStore.Lock(folder);
        return PartStore.Write(folder, period, table, KnownRule.Derived, 0, Instant.From(clock.GetUtcNow())).Identity;
    }

    /// <summary>Reads the table that <see cref="WriteTable"/> named <paramref name="hash"/>.</summary>
    /// <exception cref="FileNotFoundException">The lake does not have it.</exception>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public LakeTable ReadTable(string dataset, string venue, string symbol, string period, string hash)
    {
        if (hash.Length != 64 || !hash.All(char.IsAsciiHexDigitLower)) throw new ArgumentException("the hash must be the 64 hexadecimal digits that WriteTable returned", nameof(hash));
        using var duck = new Duck();
        var (manifest, path) = PartStore.ReadOne(Folder(dataset, venue, symbol), period, hash);
        return ReadPart(duck, manifest, path);
    }

    /// <summary>Keeps refused rows with their reasons; the same rows are kept once. Returns their hash, or null where there are none.</summary>
    public string? WriteQuarantine(string venue, string symbol, IReadOnlyList<QuarantinedRow> rows) => WriteRows(QuarantineDataset, venue, symbol, rows);

    /// <summary>Keeps the reasons why rows that are kept are doubtful; the same rows are written once.</summary>
    public string? WriteFlagged(string venue, string symbol, IReadOnlyList<QuarantinedRow> rows) => WriteRows(FlaggedDataset, venue, symbol, rows);

    /// <summary>All refused rows of an instrument, ordered by file and line.</summary>
    public IReadOnlyList<QuarantinedRow> ReadQuarantine(string venue, string symbol) => ReadRows(QuarantineDataset, venue, symbol);

    /// <summary>All flagged rows of an instrument, ordered by file and line.</summary>
    public IReadOnlyList<QuarantinedRow> ReadFlagged(string venue, string symbol) => ReadRows(FlaggedDataset, venue, symbol);

    private string? WriteRows(string dataset, string venue, string symbol, IReadOnlyList<QuarantinedRow> rows) =>
        rows.Count == 0 ? null : WriteTable(dataset, venue, symbol, QuarantinePeriod, RefusedRows.ToTable([.. rows]));

    private IReadOnlyList<QuarantinedRow> ReadRows(string dataset, string venue, string symbol)
    {
        using var duck = new Duck();
        return [.. PartStore.Read(Folder(dataset, venue, symbol)).SelectMany(part => RefusedRows.From(ReadPart(duck, part.Manifest, part.Path)))
            .Distinct().OrderBy(r => r.File, StringComparer.Ordinal).ThenBy(r => r.Line).ThenBy(r => r.Rule, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Opens a writer of facts. <paramref name="mayCorrect"/>: whether rows that differ from what the lake has are corrections; false where the same file was ingested before.
    /// <paramref name="staged"/>: nothing is in the lake before <see cref="FactWriter.Commit"/>. <paramref name="patience"/>: how long another writer of the instrument is waited for, minutes by default.
    /// </summary>
    public FactWriter OpenFacts(FactDataset dataset, string venue, string symbol, TimeSpan sourceDelay = default, bool mayCorrect = true, bool staged = false, TimeSpan? patience = null) =>
        new(dataset, Folder(dataset.Name, venue, symbol), clock, sourceDelay, mayCorrect, staged, patience);

    /// <summary>
    /// Joins the small parts that a live stream leaves; every reading stays as it was. Parts that were joined earlier than <paramref name="readers"/> ago are deleted: no reading takes as long.
    /// </summary>
    public void Compact(FactDataset dataset, string venue, string symbol, TimeSpan readers) => FactCompaction.Run(dataset, Folder(dataset.Name, venue, symbol), clock, readers);

    /// <summary>
    /// The facts with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>, by time: for each key the version that was known last at <paramref name="knownAt"/> and had been
    /// ingested (or received, if it was received live) by <paramref name="ingestedBy"/> (null: no limit). Null where the lake has none.
    /// </summary>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public LakeTable? ReadFacts(FactDataset dataset, string venue, string symbol, long? from = null, long? until = null, long? knownAt = null, long? ingestedBy = null)
    {
        var parts = FactParts(dataset, venue, symbol, from, until, ingestedBy);
        if (parts.Count == 0) return null;
        var columns = FactVersions.Columns(parts);
        using var duck = new Duck();
        return duck.Query(FactVersions.Select(duck, dataset, parts, columns.Select(c => c.Name), from, until, knownAt, ingestedBy), columns);
    }

    /// <summary>
    /// Every version of the facts with <paramref name="from"/> ≤ time &lt; <paramref name="until"/> that had been ingested (or received, if it was received live) by
    /// <paramref name="ingestedBy"/>, by time and then by when it was known, in the column <c>known_at</c>. Null where the lake has none.
    /// </summary>
    /// <exception cref="CorruptPartException">A file is not what was written.</exception>
    public LakeTable? ReadFactVersions(FactDataset dataset, string venue, string symbol, long? from = null, long? until = null, long? ingestedBy = null)
    {
        var parts = FactParts(dataset, venue, symbol, from, until, ingestedBy);
        if (parts.Count == 0) return null;
        var receivedBy = parts.All(p => p.Manifest.IngestedAt <= (ingestedBy ?? long.MaxValue)) ? null : ingestedBy;
        (string, string)[] columns = [.. FactVersions.Columns(parts), FactVersions.Known];
        using var duck = new Duck();
        return duck.Query($"SELECT {string.Join(", ", columns.Select(c => c.Item1))} FROM ({FactVersions.Versions(duck, dataset, parts, from, until, receivedBy)})", columns);
    }

    /// <summary>The instants at which versions of an instrument's bars became known that correct or take back others, in order: between two of them nothing that was known before changes.</summary>
    public IReadOnlyList<long> BarCorrections(string venue, string symbol, TimeSpan interval)
    {
        var folder = Folder(LakeFolder.BarsDataset(interval), venue, symbol);
        return Corrections(folder, folder.Withdrawn);
    }

    /// <summary>The same of facts.</summary>
    public IReadOnlyList<long> FactCorrections(FactDataset dataset, string venue, string symbol) => Corrections(Folder(dataset.Name, venue, symbol));

    private static long[] Corrections(params ReadOnlySpan<LakeFolder> folders)
    {
        var known = new SortedSet<long>();
        foreach (var folder in folders) known.UnionWith(PartStore.Manifests(folder.Path).Select(PartManifest.Read).Where(m => m.Rule == KnownRule.Correction).Select(m => m.Known));
        return [.. known];
    }

    /// <summary>Opens the trades of an instrument for reading piece by piece; what of it is dealt with when is <see cref="ReadFacts"/>'s.</summary>
    public TradeScan ScanTrades(string venue, string symbol, long? knownAt = null, long? ingestedBy = null) => new(Folder(FactDatasetCatalog.Trades.Name, venue, symbol), knownAt, ingestedBy);

    /// <summary>What the lake has of each kind of fact, by dataset, venue and symbol.</summary>
    public IReadOnlyList<LakeFacts> Facts() =>
        [.. from dataset in FactDatasetCatalog.All
            from folder in FoldersOf(dataset.Name)
            let parts = PartStore.Manifests(folder.Path).Select(PartManifest.Read).Where(m => m.Rule == KnownRule.First).ToArray()
            where parts.Length > 0
            select new LakeFacts(dataset.Name, folder.Venue, folder.Symbol, parts.Sum(m => (long)m.Rows), parts.Length, parts.Min(m => m.MinTime!.Value), parts.Max(m => m.MaxTime!.Value))];

    /// <summary>The latest time of which the lake has a fact; null where it has none.</summary>
    public long? LastTime(FactDataset dataset, string venue, string symbol) =>
        PartStore.Manifests(Folder(dataset.Name, venue, symbol).Path).GroupBy(Path.GetDirectoryName).LastOrDefault()?.Max(path => PartManifest.Read(path).MaxTime);

    /// <summary>
    /// Where trade numbers are missing among the trades with <paramref name="from"/> ≤ time &lt; <paramref name="until"/>: the times of the trades before and behind, and how many. None where the
    /// numbers are made from the times.
    /// </summary>
    public IReadOnlyList<(long After, long Before, long Missing)> TradeHoles(string venue, string symbol, long from, long until)
    {
        var parts = FactParts(FactDatasetCatalog.Trades, venue, symbol, from, until, null);
        if (parts.Count == 0) return [];
        using var duck = new Duck();
        var trades = FactVersions.Select(duck, FactDatasetCatalog.Trades, parts, ["trade_id", "time"], from, until, null);
        var holes = duck.Query($"""
            SELECT after, before, missing FROM (
                SELECT lag(time) OVER number AS after, time AS before, trade_id - lag(trade_id) OVER number - 1 AS missing
                FROM ({trades}) WHERE trade_id // {TradeBatch.OrdersPerMicrosecond} <> time WINDOW number AS (ORDER BY trade_id))
            WHERE missing > 0 ORDER BY after
            """, [("after", "long"), ("before", "long"), ("missing", "long")]);
        var (after, before, missing) = (holes.Longs("after"), holes.Longs("before"), holes.Longs("missing"));
        return [.. Enumerable.Range(0, holes.Rows).Select(i => (after[i], before[i], missing[i]))];
    }

    /// <summary>The UTC days of which the lake has facts of a daily dataset, in order.</summary>
    public IReadOnlyList<DateOnly> FactDays(FactDataset dataset, string venue, string symbol) =>
        [.. PartStore.Manifests(Folder(dataset.Name, venue, symbol).Path).Select(p => DateOnly.ParseExact(Path.GetFileName(Path.GetDirectoryName(p))!, "yyyy-MM-dd", CultureInfo.InvariantCulture)).Distinct()];

    private IReadOnlyList<(PartManifest Manifest, string Path)> FactParts(FactDataset dataset, string venue, string symbol, long? from, long? until, long? ingestedBy) =>
        PartStore.Read(Folder(dataset.Name, venue, symbol), wanted: m => (until is null || m.MinTime < until) && (from is null || m.MaxTime >= from) && (m.IngestedAt <= (ingestedBy ?? long.MaxValue) || FactVersions.IsLive(m)));

    /// <summary>Deletes what killed writers left behind, and nothing that a living one may still be writing; returns how many files.</summary>
    public int Sweep() => PartStore.Sweep(_root);

    private LakeFolder Folder(string dataset, string venue, string symbol) => new(_root, dataset, venue, symbol);

    private IReadOnlyList<LakeFolder> FoldersOf(string dataset)
    {
        return [.. Folders(dataset).Select(path => Folder(dataset, Name(Path.GetDirectoryName(path)!), Name(path))).OrderBy(f => f.Venue, StringComparer.Ordinal).ThenBy(f => f.Symbol, StringComparer.Ordinal)];

        static string Name(string path) => Path.GetFileName(path).Split('=', 2)[1];
    }

    private IEnumerable<string> Folders(string dataset)
    {
        var path = Path.Combine(_root, dataset);
        return Directory.Exists(path) ? Directory.EnumerateDirectories(path, "venue=*").SelectMany(venue => Directory.EnumerateDirectories(venue, "symbol=*")) : [];
    }

    private static LakeTable ReadPart(Duck duck, PartManifest manifest, string path) =>
        duck.Query($"SELECT * FROM read_parquet({Duck.Quoted(path)})", [.. manifest.Columns.Split(',').Select(c => c.Split(':')).Select(c => (c[0], c[1]))]);

    private static int WriteMonths(LakeFolder folder, BarSeries bars, List<int> rows, KnownRule rule, long known, long now)
    {
        var table = BarColumns.ToTable(bars);
        return rows.GroupBy(i => LakeFolder.Month(bars.OpenTime[i])).Count(month => PartStore.Write(folder, month.Key, table.Pick([.. month]), rule, known, now).Written);
    }
}
