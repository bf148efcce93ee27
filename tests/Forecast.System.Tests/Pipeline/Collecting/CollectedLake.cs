using System.Text;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Lake;
using Xunit;

namespace Forecast.SystemTests.Pipeline;

/// <summary>What lies in the lake of one symbol, held against what happened in the market.</summary>
internal sealed class CollectedLake
{
    private readonly LakeTable? _trades, _quotes, _book, _gaps;

    public CollectedLake(string folder, string venue, string symbol)
    {
        var lake = new Lake(folder, TimeProvider.System);
        (_trades, _quotes) = (lake.ReadFacts(FactDatasetCatalog.Trades, venue, symbol), lake.ReadFacts(FactDatasetCatalog.Quotes, venue, symbol));
        (_book, _gaps) = (lake.ReadFacts(FactDatasetCatalog.BookUpdates, venue, symbol), lake.ReadFacts(FactDatasetCatalog.FeedGaps, venue, symbol));
    }

    public IReadOnlyList<Trade> Trades => _trades is null ? [] : [.. Enumerable.Range(0, _trades.Rows).Select(i => new Trade(
        _trades.Longs("trade_id")[i], _trades.Longs("time")[i], _trades.Longs("received_at")[i], _trades.Doubles("price")[i], _trades.Doubles("quantity")[i], ((sbyte[])Column(_trades, "taker_side"))[i]))];

    public IReadOnlyList<long> Quotes => _quotes?.Longs("update_id") ?? [];

    public IReadOnlyList<double> Spreads => _quotes is null ? [] : [.. _quotes.Doubles("ask_price").Zip(_quotes.Doubles("bid_price"), (a, b) => a - b)];

    /// <summary>Rows of updates: number, side, price, quantity.</summary>
    public IReadOnlyList<(long Id, int Side, double? Price, double? Quantity)> Updates => Book(0);

    public IReadOnlyList<(long Id, int Side, double? Price, double? Quantity)> Snapshots => Book(1);

    public IReadOnlyList<(string Kind, string Reason, long From, long Until, long? FromId, long? ToId)> Gaps => _gaps is null ? [] : [.. Enumerable.Range(0, _gaps.Rows).Select(i => (
        _gaps.Strings("kind")[i], _gaps.Strings("reason")[i], _gaps.Longs("time")[i], _gaps.Longs("until")[i], Absent(_gaps, "from_id", i), Absent(_gaps, "to_id", i)))];

    /// <summary>Every trade and every update of the market is in the lake once, or in a gap, and not in both; those in the lake are what happened.</summary>
    /// <param name="within">Only from the first to the last that is in the lake: what happened before and after, nobody was there for.</param>
    public void AssertComplete(IEnumerable<FeedStep> steps, string symbol, bool within = false)
    {
        var parser = new BinanceMessageParser();
        var market = steps.Where(s => s.Action is FeedAction.Send or FeedAction.Lose).Select(s => parser.Parse(Encoding.UTF8.GetBytes(s.Text), 0)).Where(m => m.Symbol == symbol).ToArray();
        var trades = market.Where(m => m.Kind == BinanceMessageKind.Trade && m.IsPublicPrint).ToDictionary(m => m.Trade.Id, m => m.Trade);
        AssertPartition("trades", trades.Keys, [.. Trades.Select(t => t.Id)], within);
        Assert.All(Trades, t => Assert.Equal(trades[t.Id] with { ReceivedAt = t.ReceivedAt }, t));
        var updates = market.Where(m => m.BookUpdate is not null).ToDictionary(m => m.BookUpdate!.LastUpdateId, m => m.BookUpdate!);
        AssertPartition("depth", updates.Keys, [.. Updates.Select(u => u.Id).Distinct()], within);
        var kept = Updates.ToLookup(u => u.Id);
        Assert.All(kept, u => Assert.Equal(
            updates[u.Key].Bids.Select(l => (1, (double?)l.Price, (double?)l.Quantity)).Concat(updates[u.Key].Asks.Select(l => (-1, (double?)l.Price, (double?)l.Quantity))).Order(),
            u.Where(r => r.Side != 0).Select(r => (r.Side, r.Price, r.Quantity)).Order()));
        var quotes = market.Where(m => m.Kind == BinanceMessageKind.Quote).Select(m => m.Quote.UpdateId).ToArray();
        Assert.Equal(Quotes.Count, Quotes.Distinct().Count());
        Assert.Empty(Quotes.Except(quotes));
    }

    private void AssertPartition(string kind, IEnumerable<long> happened, IReadOnlyList<long> kept, bool within)
    {
        if (within) happened = happened.Where(id => id >= kept.Min() && id <= kept.Max());
        Assert.Equal(kept.Count, kept.Distinct().Count());
        var holes = Gaps.Where(g => g.Kind == kind && g.FromId is not null && g.Reason is "lost" or "reconnect" or "restart").Select(g => (From: g.FromId!.Value, To: g.ToId!.Value)).ToArray();
        var (there, missing) = (kept.ToHashSet(), new List<long>());
        foreach (var id in happened)
        {
            var inHole = holes.Any(h => id >= h.From && id <= h.To);
            Assert.True(there.Contains(id) != inHole, $"{kind} {id} is {(inHole ? "in a gap and in the lake" : "neither in the lake nor in a gap")}");
            if (inHole) missing.Add(id);
        }
        Assert.Empty(there.Except(happened));
        // A gap that nothing is missing in would send someone to look for it.
        Assert.All(holes, h => Assert.Contains(missing, id => id >= h.From && id <= h.To));
    }

    private IReadOnlyList<(long, int, double?, double?)> Book(int isSnapshot) => _book is null ? [] : [.. Enumerable.Range(0, _book.Rows).Where(i => ((sbyte[])Column(_book, "is_snapshot"))[i] == isSnapshot)
        .Select(i => (_book.Longs("last_update_id")[i], (int)((sbyte[])Column(_book, "side"))[i], Price(_book, "price", i), Price(_book, "quantity", i)))];

    private static Array Column(LakeTable table, string name) => table.Columns.Single(c => c.Name == name).Values;

    private static long? Absent(LakeTable table, string name, int i) => Column(table, name) is long?[] some ? some[i] : ((long[])Column(table, name))[i];

    private static double? Price(LakeTable table, string name, int i) => Column(table, name) is double?[] some ? some[i] : ((double[])Column(table, name))[i];
}
