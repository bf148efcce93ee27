namespace Forecast.Sources;

/// <summary>Holds the numbers of one stream of one instrument against each other: what came before, what is missing.</summary>
internal sealed class FeedSequence(FeedGapKind kind, FeedPosition? resume)
{
    private FeedPosition? _last = resume;
    private FeedGapReason? _cut = resume is null ? null : FeedGapReason.Restart;

    /// <summary>The connection was lost: messages may be missing before the next one.</summary>
    public void Cut()
    {
        if (_last is not null) _cut ??= FeedGapReason.Reconnect;
    }

    /// <summary>Takes the next message; false where it came before.</summary>
    /// <param name="previous">Number of the message before it; null where the numbers do not say.</param>
    /// <param name="gap">What is missing before it.</param>
    public bool Next(long? previous, long first, long last, long time, long now, out FeedGap? gap)
    {
        gap = null;
        if (_last is { } before)
        {
            if (last <= before.Id)
            {
                // The last message once more: this connection overlaps the one before, and nothing is missing.
                if (last == before.Id) _cut = null;
                return false;
            }
            if (previous > before.Id) gap = new FeedGap(kind, _cut ?? FeedGapReason.Lost, before.Time, time, before.Id + 1, first - 1, now);
            else if (previous is null && _cut is { } reason) gap = new FeedGap(kind, reason, before.Time, time, null, null, now);
        }
        (_last, _cut) = (new FeedPosition(last, time), null);
        return true;
    }
}
