using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Makes bars of an order book from its messages, in one pass and in their order. The clock is when a message was known (<c>max(received, exchange time)</c>), and it never goes
/// back; so a bar holds nothing that was not known at its end.
/// <para>Between two messages the book stands as it was; where the second shows that messages between were lost, nobody knows how it stood, and that time has no weight.
/// So has a silence longer than <see cref="LongestSilence"/>, unless the update behind it follows by its number on the one before: only that shows that nothing happened, and not
/// that nobody recorded. A quiet instrument is covered so, a pause of the recording is not.</para>
/// <para>Not safe for several threads.</para>
/// </summary>
public sealed class BookBarBuilder
{
    /// <summary>The default: books that are traded change several times a second, and a venue that sends whole books sends one every few seconds at the latest.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);

    private readonly long _step, _silence;
    private readonly double? _contractValue;
    private readonly bool _numbered;
    private readonly double?[] _now = new double?[BookFeatureCatalog.All.Count];
    private readonly List<BookBar> _complete = [];
    private BookBarSums _bar;
    private long? _clock;
    private bool _read;
    private TopOfBook? _top, _quote;
    private long? _lastQuote;
    private bool _afterGap, _afterCrossing, _doubtful;

    /// <param name="interval">Length of a bar.</param>
    /// <param name="sequence">How the venue numbers updates.</param>
    /// <param name="contractValue">What a contract is worth in quote currency; null where quantities are in base currency.</param>
    /// <param name="silence">The longest silence in which a book stands without proof; <see cref="LongestSilence"/> by default.</param>
    /// <param name="numbered">Whether the numbers are the venue's; those that a recorder made itself prove nothing.</param>
    public BookBarBuilder(TimeSpan interval, BookSequence sequence, double? contractValue = null, TimeSpan? silence = null, bool numbered = true)
    {
        _step = Duration.Microseconds(interval);
        if (_step <= 0) throw new ArgumentOutOfRangeException(nameof(interval), $"the interval is {interval}; it must be above 0");
        (_silence, _numbered) = (Duration.Microseconds(silence ?? LongestSilence), numbered);
        (Synchronizer, _contractValue, _bar) = (new BookSynchronizer(sequence), contractValue, new BookBarSums(0));
    }

    /// <summary>The book behind the bars.</summary>
    public BookSynchronizer Synchronizer { get; }

    /// <summary>The next update.</summary>
    public BookOutcome Add(BookUpdate update)
    {
        var (now, known) = Arrive(Math.Max(update.ReceivedAt, update.Time));
        var outcome = Synchronizer.Apply(update);
        Pass(now, known, lost: outcome == BookOutcome.Gap, proven: _numbered && outcome is (BookOutcome.Applied or BookOutcome.Crossed));
        Follow(outcome, mayStep: true);
        return outcome;
    }

    /// <summary>A snapshot.</summary>
    public BookOutcome Add(BookSnapshot snapshot)
    {
        var (now, known) = Arrive(Math.Max(snapshot.ReceivedAt, snapshot.Time ?? snapshot.ReceivedAt));
        var outcome = Synchronizer.Load(snapshot);
        var silent = now - _clock > _silence;
        Pass(now, known);
        if (outcome == BookOutcome.Applied) (_afterGap, _afterCrossing) = (false, false);
        Follow(outcome, mayStep: known && !silent);
        return outcome;
    }

    /// <summary>A best quote; one with the number of an earlier quote is left out.</summary>
    public void Add(in BestQuote quote)
    {
        if (quote.UpdateId <= _lastQuote) return;
        var (now, known) = Arrive(Math.Max(quote.ReceivedAt, quote.Time ?? quote.ReceivedAt));
        Pass(now, known);
        _bar.Quotes++;
        _bar.Crossed |= quote.Bid > quote.Ask;
        _bar.Locked |= quote.Bid == quote.Ask;
        var top = TopOfBook.Of(quote);
        if (_quote is { } before) _bar.QuoteImbalance = (_bar.QuoteImbalance ?? 0) + OrderFlowImbalance.Step(before, top);
        (_quote, _lastQuote) = (top, quote.UpdateId);
    }

    /// <summary>The bars that were completed since this was last asked, oldest first.</summary>
    public IReadOnlyList<BookBar> Take()
    {
        var bars = _complete.ToArray();
        _complete.Clear();
        return bars;
    }

    /// <summary>The recording is over: the bar that is open ends here, with the coverage that it has.</summary>
    public void End()
    {
        if (_clock is null) return;
        var (_, known) = Arrive(_clock.Value, read: true);
        Close(known);
        _clock = null;
    }

    /// <summary>The time to which the clock goes, and whether the book was known until then. Reads the book as it stood if that has lasted.</summary>
    private (long Now, bool Known) Arrive(long at, bool read = false)
    {
        if (_clock is null) (_clock, _bar) = (at, new BookBarSums(Floor(at)));
        var now = Math.Max(_clock.Value, at);
        var known = !_doubtful && Synchronizer is { State: BookSyncState.Synchronised, Book.IsOrdinary: true };
        if (known && !_read && (read || now > _clock))
        {
            for (var i = 0; i < _now.Length; i++) _now[i] = BookFeatureCatalog.All[i].Compute(Synchronizer.Book, _contractValue);
            _read = true;
        }
        return (now, known);
    }

    /// <summary>Lets the time pass to <paramref name="now"/>, the book standing as it was read.</summary>
    private void Pass(long now, bool known, bool lost = false, bool proven = false)
    {
        if (now == _clock) return;
        if (now - _clock > _silence && !proven)
        {
            Skip(now, known, lost);
            return;
        }
        known &= !lost;
        while (true)
        {
            var until = Math.Min(now, _bar.OpenTime + _step);
            if (known) _bar.Weigh(_now, until - _clock!.Value);
            _bar.Gap |= _afterGap || lost;
            _bar.Crossed |= _afterCrossing;
            _clock = until;
            if (until < _bar.OpenTime + _step) return;
            Close(known);
            _bar = new BookBarSums(until);
            if (_quote is not null) _bar.QuoteImbalance = 0;
            if (until == now) return;
        }
    }

    /// <summary>The recording paused: what is open ends where it did, and the book is in doubt until something shows it again.</summary>
    private void Skip(long now, bool known, bool lost)
    {
        Mark();
        if (Floor(now) != _bar.OpenTime)
        {
            Close(known);
            _bar = new BookBarSums(Floor(now));
            Mark();
        }
        (_clock, _quote, _doubtful) = (now, null, true);

        void Mark()
        {
            _bar.Gap |= _afterGap || lost;
            _bar.Crossed |= _afterCrossing;
        }
    }

    private void Follow(BookOutcome outcome, bool mayStep)
    {
        if (outcome is BookOutcome.Old or BookOutcome.Buffered or BookOutcome.Stale) return;
        _read = false;
        _afterGap |= outcome == BookOutcome.Gap;
        _afterCrossing |= outcome == BookOutcome.Crossed;
        _bar.Gap |= _afterGap;
        _bar.Crossed |= _afterCrossing;
        var top = TopOfBook.Of(Synchronizer.Book);
        if (outcome == BookOutcome.Applied)
        {
            _doubtful = false;
            _bar.Updates++;
            _bar.Locked |= Synchronizer.Book.IsLocked;
            if (mayStep && _top is { } before && top is { } after) _bar.BookImbalance = (_bar.BookImbalance ?? 0) + OrderFlowImbalance.Step(before, after);
        }
        _top = top;
    }

    private void Close(bool known)
    {
        if (_bar.Bar(_step, known ? _now : null) is { } bar) _complete.Add(bar);
    }

    private long Floor(long at) => at - (((at % _step) + _step) % _step);
}
