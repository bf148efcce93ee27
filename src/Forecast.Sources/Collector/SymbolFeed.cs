using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>One instrument: its messages checked against each other and put into the batch that fills. Only under the buffer's gate.</summary>
internal sealed class SymbolFeed(string symbol, BookSequence sequence, FeedResume resume, FeedBuffer buffer, RetryDelay asks)
{
    private readonly FeedSequence _trades = new(FeedGapKind.Trades, resume.Trades), _quotes = new(FeedGapKind.Quotes, resume.Quotes), _depth = new(FeedGapKind.Depth, resume.Depth);
    private readonly BookSynchronizer _book = new(sequence);
    private FeedPosition? _broken;
    private long? _updateTime;

    public FeedCounts Counts { get; } = new(symbol);

    /// <summary>Whether the venue must be asked for the book.</summary>
    public bool NeedsSnapshot { get; private set; }

    /// <summary>Whether it is being asked, or about to be.</summary>
    public bool Asking { get; set; }

    /// <summary>The waits between one question and the next.</summary>
    public RetryDelay Asks { get; } = asks;

    /// <summary>When it was asked last; null where it never was.</summary>
    public long? AskedAt { get; set; }

    /// <summary>Takes one message.</summary>
    public void Take(in BinanceMessage message, long now)
    {
        Counts.Messages++;
        switch (message.Kind)
        {
            case BinanceMessageKind.Trade: Take(message.Trade, message.IsPublicPrint, now); break;
            case BinanceMessageKind.Quote: Take(message.Quote, now); break;
            case BinanceMessageKind.BookUpdate: Take(message.BookUpdate!, now); break;
        }
    }

    /// <summary>Takes the book that was asked for.</summary>
    public void Take(BookSnapshot snapshot)
    {
        // Where the venue does not stamp it, it is of about the time of the last update; the recorder's clock may be another.
        var time = snapshot.Time ?? _updateTime ?? snapshot.ReceivedAt;
        var outcome = _book.Load(snapshot);
        NeedsSnapshot = _book.NeedsSnapshot;
        if (outcome == BookOutcome.Crossed) Crossed(FeedGapKind.Book, time, snapshot.LastUpdateId, snapshot.LastUpdateId, snapshot.ReceivedAt);
        if (outcome != BookOutcome.Applied) return;
        Counts.BookSnapshots++;
        buffer.Filling.Add(symbol, snapshot.Bids.Length + snapshot.Asks.Length, snapshot.ReceivedAt).BookSnapshots.Add(snapshot with { Time = time });
        if (_broken is not { } broken) return;
        _broken = null;
        Counts.Resyncs++;
        CollectorMeter.Resyncs.Add(1);
        Record(new FeedGap(FeedGapKind.Book, FeedGapReason.Resync, broken.Time, time, broken.Id, snapshot.LastUpdateId, snapshot.ReceivedAt));
    }

    /// <summary>The connection was lost.</summary>
    public void Cut(long now)
    {
        _trades.Cut();
        _quotes.Cut();
        _depth.Cut();
        if (_book.Book.LastUpdateId is { } last) _broken ??= new FeedPosition(last + 1, _updateTime ?? now);
        _book.Restart();
        NeedsSnapshot = false;
    }

    private void Take(Trade trade, bool isPublic, long now)
    {
        Stamp(trade.Time, now);
        if (!Fresh(_trades.Next(trade.Id - 1, trade.Id, trade.Id, trade.Time, now, out var gap), gap)) return;
        if (!isPublic)
        {
            Counts.NonPublic++;
            return;
        }
        Counts.Trades++;
        buffer.Filling.Add(symbol, 1, now).Trades.Add(trade);
    }

    private void Take(BestQuote quote, long now)
    {
        if (quote.Time is { } time) Stamp(time, now);
        if (!Fresh(_quotes.Next(null, quote.UpdateId, quote.UpdateId, quote.Time ?? now, now, out var gap), gap)) return;
        if (quote.Bid > quote.Ask)
        {
            Counts.CrossedQuotes++;
            Crossed(FeedGapKind.Quotes, quote.Time ?? now, quote.UpdateId, quote.UpdateId, now);
            return;
        }
        Counts.Quotes++;
        buffer.Filling.Add(symbol, 1, now).Quotes.Add(quote);
    }

    private void Take(BookUpdate update, long now)
    {
        Stamp(update.Time, now);
        if (Fresh(_depth.Next(update.PreviousUpdateId ?? update.FirstUpdateId - 1, update.FirstUpdateId, update.LastUpdateId, update.Time, now, out var gap), gap))
        {
            Counts.BookUpdates++;
            // Also what makes no book now: with the snapshots beside it, whoever reads it again finds what is found here.
            buffer.Filling.Add(symbol, Math.Max(1, update.Bids.Length + update.Asks.Length), now).BookUpdates.Add(update);
        }
        _updateTime = update.Time;
        var outcome = _book.Apply(update);
        NeedsSnapshot = _book.NeedsSnapshot;
        if (outcome is BookOutcome.Gap or BookOutcome.Crossed && _book.Counts.Applied > 0) _broken ??= new FeedPosition(update.FirstUpdateId, update.Time);
        if (outcome == BookOutcome.Crossed) Crossed(FeedGapKind.Book, update.Time, update.FirstUpdateId, update.LastUpdateId, now);
    }

    private bool Fresh(bool fresh, FeedGap? gap)
    {
        if (gap is { } missing)
        {
            Counts.Gaps++;
            Record(missing);
        }
        if (fresh) return true;
        Counts.Duplicates++;
        CollectorMeter.Duplicates.Add(1);
        return false;
    }

    private void Crossed(FeedGapKind kind, long time, long first, long last, long now)
    {
        Counts.Crossed++;
        Record(new FeedGap(kind, FeedGapReason.Crossed, time, time, first, last, now));
    }

    private void Record(FeedGap gap)
    {
        CollectorMeter.Gaps.Add(1);
        buffer.Filling.Add(symbol, 1, gap.NoticedAt).Gaps.Add(gap);
    }

    private void Stamp(long time, long now)
    {
        var lag = now - time;
        if (!(lag <= Counts.LongestLag)) Counts.LongestLag = lag;
        if (CollectorMeter.Lag.Enabled) CollectorMeter.Lag.Record(lag / 1e6);
    }
}
