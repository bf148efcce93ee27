using Forecast.Sources;
using Forecast.Storage.Lake;
using QuarantineLine = Forecast.Storage.Lake.QuarantinedRow;
using QuarantinedRow = Forecast.Sources.QuarantinedRow;

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
    private readonly int[] _conflicting = new int[Kinds.Length];
    private readonly List<QuarantinedRow> _shown = [];

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
        foreach (var (kind, writer) in _writers)
        {
            CaptureMessage[] messages = [.. batch.Messages.Where(m => m.Kind == kind)];
            if (messages.Length == 0) continue;
            var (rows, origin) = CaptureTables.Of(kind, messages);
            var write = writer.Write(rows);
            _new[(int)kind] += write.New;
            _known[(int)kind] += write.Known;
            _corrected[(int)kind] += write.Corrected;
            int[] conflicting = [.. write.Conflicting.Select(i => origin[i]).Distinct().Order()];
            _conflicting[(int)kind] += conflicting.Length;
            quarantine.AddRange(conflicting.Select(i => new QuarantinedRow(
                _file.Input.Path, messages[i].Line, CleaningRuleCatalog.ConflictingDuplicate.Id, "contradicts an earlier message of its number", messages[i].ToString())));
        }
        _lake.WriteQuarantine(_file.Venue.Name, _file.Symbol, [.. quarantine.Select(q => new QuarantineLine(Path.GetFileName(q.File), q.Line, q.Rule, q.Detail, q.Raw))]);
        _shown.AddRange(quarantine.Take(Shown - _shown.Count));
    }

    public void Commit()
    {
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
            var (rows, moved) = (Reader.Rows(k), _conflicting[(int)k]);
            return new CaptureKindReport(k, rows with { Good = rows.Good - moved, Quarantined = rows.Quarantined + moved }, _new[(int)k], _known[(int)k], _corrected[(int)k]);
        })],
        ClockOffset = Reader.Offset.Median,
        MissingTrades = Reader.MissingTrades,
        Quarantine = _shown,
    };
}
