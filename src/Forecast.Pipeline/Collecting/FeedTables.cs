using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>What a feed brought, as the rows that the lake keeps.</summary>
internal static class FeedTables
{
    public static LakeTable Of(IReadOnlyList<Trade> trades) => new(
        Column("trade_id", trades, t => t.Id), Column("time", trades, t => t.Time), Column("price", trades, t => t.Price), Column("quantity", trades, t => t.Quantity),
        Column("taker_side", trades, t => t.TakerSide), Column(FactDatasetCatalog.ReceivedAt, trades, t => t.ReceivedAt));

    /// <summary>Where the venue stamps no quotes, the time at which one was received stands for its time.</summary>
    public static LakeTable Of(IReadOnlyList<BestQuote> quotes) => new(
        Column("update_id", quotes, q => q.UpdateId), Column("time", quotes, q => q.Time ?? q.ReceivedAt), Column("bid_price", quotes, q => q.Bid), Column("bid_quantity", quotes, q => q.BidQuantity),
        Column("ask_price", quotes, q => q.Ask), Column("ask_quantity", quotes, q => q.AskQuantity), Column(FactDatasetCatalog.ReceivedAt, quotes, q => q.ReceivedAt));

    /// <summary>A row a level. A snapshot has one number.</summary>
    public static LakeTable Of(IEnumerable<BookUpdate> updates, IEnumerable<BookSnapshot> snapshots)
    {
        var rows = new List<(long Last, long First, long? Previous, long Time, sbyte Side, BookLevel? Level, sbyte IsSnapshot, long ReceivedAt)>();
        foreach (var u in updates) Add(u.LastUpdateId, u.FirstUpdateId, u.PreviousUpdateId, u.Time, u.Bids, u.Asks, 0, u.ReceivedAt);
        foreach (var s in snapshots) Add(s.LastUpdateId, s.LastUpdateId, null, s.Time ?? s.ReceivedAt, s.Bids, s.Asks, 1, s.ReceivedAt);
        return new(
            Column("last_update_id", rows, r => r.Last), Column("first_update_id", rows, r => r.First), Column("previous_update_id", rows, r => r.Previous), Column("time", rows, r => r.Time),
            Column("side", rows, r => r.Side), Column("price", rows, r => r.Level?.Price), Column("quantity", rows, r => r.Level?.Quantity), Column("is_snapshot", rows, r => r.IsSnapshot),
            Column(FactDatasetCatalog.ReceivedAt, rows, r => r.ReceivedAt));

        void Add(long last, long first, long? previous, long time, BookLevel[] bids, BookLevel[] asks, sbyte isSnapshot, long receivedAt)
        {
            foreach (var level in bids) rows.Add((last, first, previous, time, 1, level, isSnapshot, receivedAt));
            foreach (var level in asks) rows.Add((last, first, previous, time, -1, level, isSnapshot, receivedAt));
            if (bids.Length + asks.Length == 0) rows.Add((last, first, previous, time, 0, null, isSnapshot, receivedAt));
        }
    }

    public static LakeTable Of(IReadOnlyList<FeedGap> gaps) => new(
        Column("time", gaps, g => g.From), Column("until", gaps, g => g.Until), Column("kind", gaps, g => g.Kind.ToString().ToLowerInvariant()),
        Column("reason", gaps, g => g.Reason.ToString().ToLowerInvariant()), Column("from_id", gaps, g => g.FromId), Column("to_id", gaps, g => g.ToId),
        Column(FactDatasetCatalog.ReceivedAt, gaps, g => g.NoticedAt));

    private static LakeColumn Column<TRow, T>(string name, IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
        return new(name, values);
    }
}
