using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>Messages of one kind as rows of the lake, and which message each row is of.</summary>
internal static class CaptureTables
{
    public static (LakeTable Rows, int[] Origin) Of(CaptureKind kind, IReadOnlyList<CaptureMessage> messages) => kind switch
    {
        CaptureKind.Trade => (Trades([.. messages.Select(m => m.Trade)]), [.. Enumerable.Range(0, messages.Count)]),
        CaptureKind.Quote => (Quotes([.. messages.Select(m => m.Quote)]), [.. Enumerable.Range(0, messages.Count)]),
        _ => Books(messages),
    };

    public static LakeTable Trades(IReadOnlyList<Trade> trades) => new(
        Column("trade_id", trades, t => t.Id), Column("time", trades, t => t.Time), Column("price", trades, t => t.Price), Column("quantity", trades, t => t.Quantity),
        Column("taker_side", trades, t => t.TakerSide), Column(FactDatasetCatalog.ReceivedAt, trades, t => t.ReceivedAt));

    public static LakeTable Quotes(IReadOnlyList<BestQuote> quotes) => new(
        Column("update_id", quotes, q => q.UpdateId), Column("time", quotes, q => q.Time!.Value),
        Column("bid_price", quotes, q => q.Bid), Column("bid_quantity", quotes, q => q.BidQuantity), Column("ask_price", quotes, q => q.Ask), Column("ask_quantity", quotes, q => q.AskQuantity),
        Column(FactDatasetCatalog.ReceivedAt, quotes, q => q.ReceivedAt));

    /// <summary>A row a level. Where a message names a price twice, the one counts that counts in the book: the last of an update, the first of a snapshot.</summary>
    private static (LakeTable Rows, int[] Origin) Books(IReadOnlyList<CaptureMessage> messages)
    {
        var rows = new List<BookRow>();
        var named = new HashSet<double>();
        for (var i = 0; i < messages.Count; i++)
        {
            var before = rows.Count;
            var (bids, asks) = messages[i].Update is { } update ? (Enumerable.Reverse(update.Bids), Enumerable.Reverse(update.Asks)) : (messages[i].Snapshot!.Bids, messages[i].Snapshot!.Asks);
            foreach (var (side, levels) in new[] { ((sbyte)1, bids), ((sbyte)-1, asks) })
            {
                named.Clear();
                foreach (var level in levels)
                    if (named.Add(level.Price)) rows.Add(new BookRow(i, messages[i], side, level));
            }
            if (rows.Count == before) rows.Add(new BookRow(i, messages[i], 0, null));
        }
        return (new LakeTable(
            Column("last_update_id", rows, r => r.Message.Id), Column("first_update_id", rows, r => r.Message.Update?.FirstUpdateId ?? r.Message.Id),
            Column("previous_update_id", rows, r => r.Message.Update?.PreviousUpdateId), Column("time", rows, r => r.Message.Time!.Value), Column("side", rows, r => r.Side),
            Column("price", rows, r => r.Level?.Price), Column("quantity", rows, r => r.Level?.Quantity),
            Column("is_snapshot", rows, r => (sbyte)(r.Message.Kind == CaptureKind.BookSnapshot ? 1 : 0)), Column(FactDatasetCatalog.ReceivedAt, rows, r => r.Message.ReceivedAt)),
            [.. rows.Select(r => r.Origin)]);
    }

    public static LakeColumn Column<TRow, T>(string name, IReadOnlyList<TRow> rows, Func<TRow, T> value)
    {
        var values = new T[rows.Count];
        for (var i = 0; i < values.Length; i++) values[i] = value(rows[i]);
        return new LakeColumn(name, values);
    }

    private readonly record struct BookRow(int Origin, CaptureMessage Message, sbyte Side, BookLevel? Level);
}
