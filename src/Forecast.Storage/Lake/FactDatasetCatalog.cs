namespace Forecast.Storage.Lake;

/// <summary>
/// The facts of the lake and their columns (<c>?</c>: may be absent). Where a dataset has <see cref="ReceivedAt"/>, a fact is known when it was received, never
/// before its own time; else at its time and the source's delay.
/// </summary>
public static class FactDatasetCatalog
{
    public const string ReceivedAt = "received_at";

    /// <summary>trade_id, time, price, quantity (double), taker_side (sbyte: 1 buyer, −1 seller, 0 unknown), received_at?.</summary>
    public static readonly FactDataset Trades = new("trades", "time", ["trade_id"], Daily: true);

    /// <summary>As trades, and first_trade_id, last_trade_id (long): trades that one taker order made at one price.</summary>
    public static readonly FactDataset AggregateTrades = new("aggregate_trades", "time", ["trade_id"], Daily: true);

    /// <summary>update_id, time, bid_price, bid_quantity, ask_price, ask_quantity, received_at?.</summary>
    public static readonly FactDataset Quotes = new("quotes", "time", ["update_id"], Daily: true);

    /// <summary>
    /// A row a level: last_update_id, first_update_id, previous_update_id (long?), time, side (sbyte: 1 bid, −1 ask, 0 for a message without levels), price, quantity
    /// (double?), is_snapshot (sbyte), received_at?.
    /// </summary>
    public static readonly FactDataset BookUpdates = new("book_updates", "time", ["last_update_id", "is_snapshot", "side", "price"], Daily: true);

    /// <summary>time, rate (double, share of notional for the interval), interval_hours (double?), mark_price (double?).</summary>
    public static readonly FactDataset Funding = new("funding", "time", ["time"], Daily: false);

    /// <summary>time, open_interest (double, as the venue counts it), and optionally open_interest_value, open, high, low (double?).</summary>
    public static readonly FactDataset OpenInterest = new("open_interest", "time", ["time"], Daily: false);

    /// <summary>
    /// time, instrument (string), option_type (string: call, put), strike, expiry (long), bid_price?, ask_price?, mark_price? (in the coin), underlying_price?, underlying_name (string), implied_volatility?
    /// (fraction a year), delta?, vega?, open_interest?, volume?, volume_usd?, index_price? (double?); the symbol is the coin.
    /// </summary>
    public static readonly FactDataset OptionQuotes = new("option_quotes", "time", ["time", "instrument"], Daily: true);

    /// <summary>
    /// Holes in what a live collector kept: time (of the last message before it), until (of the first behind it), kind (string: trades, quotes, depth; book: updates that
    /// make no book), reason (string: lost, reconnect, restart, crossed, resync), from_id, to_id (long?: first and last missing number), received_at (when it was noticed).
    /// </summary>
    public static readonly FactDataset FeedGaps = new("feed_gaps", "time", ["time", "kind", "reason", "from_id"], Daily: false);

    /// <summary>time (the end of the day), close (double, volatility in percent a year as the venue quotes it); the symbol is the coin.</summary>
    public static readonly FactDataset ImpliedVolatilityIndex = new("implied_volatility_index", "time", ["time"], Daily: false);

    /// <summary>
    /// open_time, coverage (double), for each feature of an order book its <c>_mean</c> and <c>_end</c> (double?), book_order_flow_imbalance, quote_order_flow_imbalance (double?),
    /// updates, quotes (long), gap, crossed, locked (sbyte): bars of five minutes.
    /// </summary>
    public static readonly FactDataset BookBars = new("book_bars_5m", "open_time", ["open_time"], Daily: false);

    public static IReadOnlyList<FactDataset> All { get; } = [Trades, AggregateTrades, Quotes, BookUpdates, Funding, OpenInterest, OptionQuotes, ImpliedVolatilityIndex, BookBars, FeedGaps];
}
