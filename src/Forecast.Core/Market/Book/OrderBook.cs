namespace Forecast.Core.Market;

/// <summary>
/// Limit order book by price levels (L2), rebuilt from snapshots and updates. It believes what it is given: whether updates follow each other without a gap is
/// <see cref="BookSynchronizer"/>'s to say.
/// <para>Units: prices in quote currency, quantities as the venue counts them. Not safe for several threads.</para>
/// <para>Domain: prices positive and finite, quantities not negative and finite; a message with anything else is refused whole.</para>
/// </summary>
public sealed class OrderBook
{
    /// <summary>Who buys; the highest price is the best.</summary>
    public BookSide Bids { get; } = new(isBid: true);

    /// <summary>Who sells; the lowest price is the best.</summary>
    public BookSide Asks { get; } = new(isBid: false);

    /// <summary>The update that the book includes last; null where nothing was loaded.</summary>
    public long? LastUpdateId { get; private set; }

    /// <summary>Best bid above best ask: orders would have met, so what the book is made of is wrong.</summary>
    public bool IsCrossed => Bids.Count > 0 && Asks.Count > 0 && Bids[0].Price > Asks[0].Price;

    /// <summary>Best bid equal to best ask.</summary>
    public bool IsLocked => Bids.Count > 0 && Asks.Count > 0 && Bids[0].Price == Asks[0].Price;

    /// <summary>Best bid and ask exist, and the bid is below the ask: prices and depths can be read from it.</summary>
    public bool IsOrdinary => Bids.Count > 0 && Asks.Count > 0 && Bids[0].Price < Asks[0].Price;

    /// <summary>(best bid + best ask) / 2; null where a side is empty.</summary>
    public double? Mid => Bids.Count > 0 && Asks.Count > 0 ? (Bids[0].Price + Asks[0].Price) / 2 : null;

    /// <summary>Replaces the book.</summary>
    public void Load(BookSnapshot snapshot)
    {
        BookSide.Check(snapshot.Bids);
        BookSide.Check(snapshot.Asks);
        Bids.Load(snapshot.Bids);
        Asks.Load(snapshot.Asks);
        LastUpdateId = snapshot.LastUpdateId;
    }

    /// <summary>Changes the levels that the update names.</summary>
    public void Apply(BookUpdate update)
    {
        BookSide.Check(update.Bids);
        BookSide.Check(update.Asks);
        foreach (var level in update.Bids) Bids.Set(level.Price, level.Quantity);
        foreach (var level in update.Asks) Asks.Set(level.Price, level.Quantity);
        LastUpdateId = update.LastUpdateId;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Bids.Clear();
        Asks.Clear();
        LastUpdateId = null;
    }
}
