using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;
using QuarantinedRow = Forecast.Sources.QuarantinedRow;
using QuarantineLine = Forecast.Storage.Lake.QuarantinedRow;

namespace Forecast.Pipeline;

/// <summary>Writes what a capture's reader yields to the lake, where it is seen once it is committed, and counts what became of it.</summary>
internal sealed class CaptureFacts : IDisposable
{
    private const int Shown = 100;

    private static readonly CaptureKind[] Kinds = Enum.GetValues<CaptureKind>();

    private readonly Lake _lake;
    private readonly CaptureFile _file;
    private readonly Dictionary<CaptureKind, FactWriter> _writers = [];
    private readonly long[] _new = new long[Kinds.Length], _known = new long[Kinds.Length], _corrected = new long[Kinds.Length];
    private readonly int[] _moved = new int[Kinds.Length];
    private readonly List<QuarantinedRow> _shown = [];
    private readonly PrintJudge _prints = new();
    private CaptureMessage[] _undecided = [];

    public CaptureFacts(Lake lake, CaptureFile file, bool mayCorrect)
    {
        (_lake, _file, Reader) = (lake, file, new CaptureReader(file));
        FactWriter Open(FactDataset dataset) => lake.OpenFacts(dataset, file.Venue.Name, file.Symbol, mayCorrect: mayCorrect, staged: true);
        var books = Open(FactDatasetCatalog.BookUpdates);
        foreach (var (kind, writer) in new[] { (CaptureKind.Trade, Open(FactDatasetCatalog.Trades)), (CaptureKind.Quote, Open(FactDatasetCatalog.Quotes)), (CaptureKind.BookUpdate, books), (CaptureKind.BookSnapshot, books) })
            _writers.Add(kind, writer);
    }

    public CaptureReader Reader { get; }

    public void Keep(CaptureBatch batch)
    {
        var quarantine = batch.Quarantine.ToList();
        foreach (var kind in _writers.Keys)
        {
            CaptureMessage[] messages = [.. batch.Messages.Where(m => m.Kind == kind)];
            if (messages.Length > 0) Write(kind, kind == CaptureKind.Trade ? Decided(messages, quarantine) : messages, quarantine);
        }
        SetAside(quarantine);
    }

    /// <summary>Brings it all into the lake; trades that nothing more is to tell about are kept and flagged.</summary>
    public void Commit()
    {
        var quarantine = new List<QuarantinedRow>();
        var suspects = _prints.Judge([.. _undecided.Select(m => m.Trade.Price)]);
        Write(CaptureKind.Trade, _undecided, quarantine);
        _lake.WriteFlagged(_file.Venue.Name, _file.Symbol, Lines(suspects.Select(v => Row(_undecided[v.Row], v.Rule, v.Reason))));
        SetAside(quarantine);
        foreach (var writer in _writers.Values.Distinct()) writer.Commit();
    }

    public void Dispose()
    {
        foreach (var writer in _writers.Values.Distinct()) writer.Dispose();
    }

    public CaptureFileReport Report(InputError? error, bool knownBefore) => new()
    {
        Path = _file.Input.Path,
        Error = error,
        File = _file,
        KnownBefore = knownBefore,
        Kinds = [.. Kinds.Where(k => Reader.Rows(k).Read > 0).Select(k =>
        {
            var (rows, moved) = (Reader.Rows(k), _moved[(int)k]);
            return new CaptureKindReport(k, rows with { Good = rows.Good - moved, Quarantined = rows.Quarantined + moved }, _new[(int)k], _known[(int)k], _corrected[(int)k]);
        })],
        ClockOffset = Reader.Offset.Median,
        MissingTrades = Reader.MissingTrades,
        Quarantine = _shown,
    };

    // Those of which it is known whether they are bad prints: the last ones of a batch wait for the next.
    private CaptureMessage[] Decided(CaptureMessage[] trades, List<QuarantinedRow> quarantine)
    {
        trades = [.. _undecided, .. trades];
        var verdicts = _prints.Judge([.. trades.Select(m => m.Trade.Price)]);
        var bad = verdicts.Where(v => v.Quality == PrintQuality.Bad).ToDictionary(v => v.Row);
        var decided = verdicts.Count > 0 && verdicts[^1].Quality == PrintQuality.Suspect ? verdicts.First(v => v.Quality == PrintQuality.Suspect).Row : trades.Length;
        _undecided = trades[decided..];
        _moved[(int)CaptureKind.Trade] += bad.Count;
        quarantine.AddRange(bad.Values.Select(v => Row(trades[v.Row], v.Rule, v.Reason)));
        return [.. trades.Take(decided).Where((_, i) => !bad.ContainsKey(i))];
    }

    private void Write(CaptureKind kind, CaptureMessage[] messages, List<QuarantinedRow> quarantine)
    {
        if (messages.Length == 0) return;
        var (rows, origin) = CaptureTables.Of(kind, messages);
        var write = _writers[kind].Write(rows);
        _new[(int)kind] += write.New;
        _known[(int)kind] += write.Known;
        _corrected[(int)kind] += write.Corrected;
        int[] conflicting = [.. write.Conflicting.Select(i => origin[i]).Distinct().Order()];
        _moved[(int)kind] += conflicting.Length;
        quarantine.AddRange(conflicting.Select(i => Row(messages[i], CleaningRuleCatalog.ConflictingDuplicate.Id, "contradicts an earlier message of its number")));
    }

    private void SetAside(List<QuarantinedRow> quarantine)
    {
        _lake.WriteQuarantine(_file.Venue.Name, _file.Symbol, Lines(quarantine));
        _shown.AddRange(quarantine.Take(Shown - _shown.Count));
    }

    private QuarantinedRow Row(in CaptureMessage message, string rule, string detail) => new(_file.Input.Path, message.Line, rule, detail, message.ToString());

    private static QuarantineLine[] Lines(IEnumerable<QuarantinedRow> rows) => [.. rows.Select(q => new QuarantineLine(Path.GetFileName(q.File), q.Line, q.Rule, q.Detail, q.Raw))];
}
