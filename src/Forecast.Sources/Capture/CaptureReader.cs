using System.Globalization;
using System.Text;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Reads a capture in batches, in bounded memory, and counts: rows read = good + quarantined, of each kind. A row is a message, or a trade of a message with several.
/// <para>Times: a message to which the venue gives no exchange time (quotes and snapshots of Binance spot) is given the later of its receive time and the latest exchange time that
/// came before it, because the recorder's clock may be behind. Receive times stay as they were recorded.</para>
/// </summary>
/// <param name="file">The capture.</param>
public sealed class CaptureReader(CaptureFile file)
{
    private const int RecentTrades = 100_000, RecentOthers = 10_000;

    private readonly ICaptureParser _parser = file.Venue.Parser();
    private readonly int[] _read = new int[5], _good = new int[5], _quarantined = new int[5], _duplicates = new int[5];
    private readonly RecentMessages[] _recent = [new(RecentTrades), new(RecentOthers), new(RecentOthers), new(RecentOthers), new(1)];
    private List<CaptureMessage> _messages = [];
    private List<QuarantinedRow> _set = [];
    private long _latest = long.MinValue;
    private long? _lastTrade;
    private QuarantinedRow? _firstBad;
    private int _allQuarantined, _bad;

    public CaptureFile File => file;

    /// <summary>Exchange time against receive time, of what was read so far.</summary>
    public ClockOffset Offset { get; } = new();

    /// <summary>How many numbers are missing between trades; null where the venue's numbers are not consecutive.</summary>
    public long? MissingTrades { get; private set; } = file.Venue.HasTradeSequence ? 0 : null;

    /// <summary>What became of the rows of a kind that were read so far.</summary>
    public RowCounts Rows(CaptureKind kind) => new(_read[(int)kind], _good[(int)kind], _quarantined[(int)kind], _duplicates[(int)kind]);

    /// <summary>Reads the file once, in batches of about <paramref name="size"/> rows.</summary>
    /// <exception cref="InputException">The file changed, or far too much of it is bad.</exception>
    public IEnumerable<CaptureBatch> Read(int size = 20_000)
    {
        using var text = InputStream.Open(file.Input.Path);
        var lines = new CaptureLines(text);
        var rows = new List<CaptureRow>();
        while (lines.MoveNext())
        {
            Line(lines, rows);
            if (_allQuarantined > QuarantineLog.MaximumRows)
                throw new InputException($"more than {QuarantineLog.MaximumRows} of the rows so far are bad", $"{file.Input.Path}:{lines.Number}", "look at the quarantine: the file is probably of another venue or kind");
            if (_messages.Count + _set.Count >= size) yield return Take();
        }
        if (text.File.Sha256 != file.Input.Sha256) throw new InputException("the file changed while it was read", file.Input.Path, "wait until it is complete, and ingest it again");
        if (_messages.Count + _set.Count > 0) yield return Take();
    }

    /// <summary>Says no to a file of which more than <see cref="KlineFile.MaximumBadShare"/> turned out bad. What comes again, and fills that are not public, are no faults of it.</summary>
    /// <exception cref="InputException">The rest is no sample of what happened.</exception>
    public void RequireMostlyGood()
    {
        var read = _read.Sum();
        if (_bad > KlineFile.MaximumBadShare * read)
            throw new InputException($"{_bad} of {read} rows are bad, the first by rule {_firstBad!.Rule} ({_firstBad.Detail})", $"{file.Input.Path}:{_firstBad.Line}", "look at the quarantine: the file is probably of another venue or kind");
    }

    private CaptureBatch Take()
    {
        var batch = new CaptureBatch(_messages, _set);
        (_messages, _set) = ([], []);
        return batch;
    }

    private void Line(CaptureLines lines, List<CaptureRow> rows)
    {
        rows.Clear();
        var message = lines.Line;
        var fault = lines.IsCut ? $"a line above {CaptureLines.LongestLine} bytes" : null;
        if (fault is null && CaptureFile.ReceivedAt(ref message) is { } at) _parser.Parse(message, at, rows);
        else rows.Add(new CaptureRow(new CaptureMessage { Kind = CaptureKind.Other }, null, CleaningRuleCatalog.NotAMessage, fault ?? "the line does not begin with a receive time in nanoseconds and a blank"));
        foreach (var row in rows) Judge(row, lines);
    }

    private void Judge(in CaptureRow row, CaptureLines lines)
    {
        var (message, kind) = (row.Message, (int)row.Message.Kind);
        _read[kind]++;
        if (row.Symbol == file.Symbol) FollowTrades(message);
        if (Fault(row) is var (rule, detail))
        {
            _quarantined[kind]++;
            _allQuarantined++;
            if (rule == CleaningRuleCatalog.Duplicate) _duplicates[kind]++;
            var raw = lines.Line;
            var aside = new QuarantinedRow(file.Input.Path, lines.Number, rule.Id, detail, Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, QuarantineLog.MaximumRawBytes)]));
            _set.Add(aside);
            if (rule == CleaningRuleCatalog.Duplicate || rule == CleaningRuleCatalog.NotAPublicPrint) return;
            _bad++;
            _firstBad ??= aside;
            return;
        }
        _good[kind]++;
        if (message.Kind == CaptureKind.Other) return;
        if (message.Time is { } time)
        {
            Offset.Add(time, message.ReceivedAt);
            _latest = Math.Max(_latest, time);
        }
        _messages.Add(Timed(message) with { Line = lines.Number });
    }

    private (CleaningRule, string)? Fault(in CaptureRow row)
    {
        if (row.Rule is not null) return (row.Rule, row.Detail);
        if (row.Symbol is not null && row.Symbol != file.Symbol) return (CleaningRuleCatalog.AnotherInstrument, $"{row.Symbol} among {file.Symbol}");
        var message = row.Message;
        if (message.Kind == CaptureKind.Other) return null;
        if (message.Time is { } time && Math.Abs(time - message.ReceivedAt) > ClockOffset.Furthest)
            return (CleaningRuleCatalog.ClocksApart, $"exchange time {Instant.Format(time)}, received {Instant.Format(message.ReceivedAt)}");
        if (_recent[(int)message.Kind].Meet(message) is not { } earlier) return null;
        var number = message.Id.ToString(CultureInfo.InvariantCulture);
        return earlier.Says(message) ? (CleaningRuleCatalog.Duplicate, $"number {number} again") : (CleaningRuleCatalog.ConflictingDuplicate, $"number {number} again, with other content");
    }

    /// <summary>Prints that are not public use up a number too.</summary>
    private void FollowTrades(in CaptureMessage message)
    {
        if (message.Kind != CaptureKind.Trade || MissingTrades is null) return;
        if (message.Trade.Id > _lastTrade + 1) MissingTrades += message.Trade.Id - _lastTrade - 1;
        _lastTrade = Math.Max(_lastTrade ?? long.MinValue, message.Trade.Id);
    }

    private CaptureMessage Timed(in CaptureMessage message) => message switch
    {
        { Kind: CaptureKind.Quote, Time: null } => message with { Quote = message.Quote with { Time = Math.Max(_latest, message.ReceivedAt) } },
        { Kind: CaptureKind.BookSnapshot, Time: null } => message with { Snapshot = message.Snapshot! with { Time = Math.Max(_latest, message.ReceivedAt) } },
        _ => message,
    };
}
