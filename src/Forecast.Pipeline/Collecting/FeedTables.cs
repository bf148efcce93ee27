using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>What a feed brought, as the rows that the lake keeps.</summary>
internal static class FeedTables
{
    public static LakeTable Of(IReadOnlyList<Trade> trades) => CaptureTables.Trades(trades);

    /// <summary>Where the venue stamps no quotes, the time at which one was received stands for its time.</summary>
    public static LakeTable Of(IEnumerable<BestQuote> quotes) => CaptureTables.Quotes([.. quotes.Select(q => q with { Time = q.Time ?? q.ReceivedAt })]);

    /// <summary>A row a level. Snapshots without a time have that at which they were received.</summary>
    public static LakeTable Of(IEnumerable<BookUpdate> updates, IEnumerable<BookSnapshot> snapshots) => CaptureTables.Of(CaptureKind.BookUpdate,
    [
        .. updates.Select(u => new CaptureMessage { Kind = CaptureKind.BookUpdate, Update = u }),
        .. snapshots.Select(s => new CaptureMessage { Kind = CaptureKind.BookSnapshot, Snapshot = s with { Time = s.Time ?? s.ReceivedAt } }),
    ]).Rows;

    public static LakeTable Of(IReadOnlyList<FeedGap> gaps) => new(
        CaptureTables.Column("time", gaps, g => g.From), CaptureTables.Column("until", gaps, g => g.Until), CaptureTables.Column("kind", gaps, g => g.Kind.ToString().ToLowerInvariant()),
        CaptureTables.Column("reason", gaps, g => g.Reason.ToString().ToLowerInvariant()), CaptureTables.Column("from_id", gaps, g => g.FromId), CaptureTables.Column("to_id", gaps, g => g.ToId),
        CaptureTables.Column(FactDatasetCatalog.ReceivedAt, gaps, g => g.NoticedAt));
}
