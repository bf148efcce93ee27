namespace Forecast.Core.Measures;

/// <summary>Every feature of an order book that bars aggregate, in column order; adding one is one line here.</summary>
public static class BookFeatureCatalog
{
    private static readonly int[] Distances = [5, 10, 25, 50, 100];
    private static readonly (string Name, double Notional)[] Sizes = [("10k", 1e4), ("100k", 1e5), ("1m", 1e6)];

    public static IReadOnlyList<BookFeature> All { get; } =
    [
        new("mid", "quote currency", "(bid + ask) / 2", false, static (b, _) => b.Mid),
        new("microprice", "quote currency", "(bid·q_ask + ask·q_bid) / (q_bid + q_ask)", false, static (b, _) => Microprice.Of(b)),
        new("spread", "quote currency", "ask − bid", false, static (b, _) => Spread.Absolute(b)),
        new("relative_spread", "share of the mid", "(ask − bid) / mid", false, static (b, _) => Spread.Relative(b)),
        new("queue_imbalance", "−1 to 1", "(q_bid − q_ask) / (q_bid + q_ask)", true, static (b, _) => QueueImbalance.Of(b)),
        .. Distances.Select(d => new BookFeature($"bid_depth_{d}bp", "venue's quantity", $"Σ q of bids within {d} basis points of the mid", false, (b, _) => BookDepth.OfBids(b, d))),
        .. Distances.Select(d => new BookFeature($"ask_depth_{d}bp", "venue's quantity", $"Σ q of asks within {d} basis points of the mid", false, (b, _) => BookDepth.OfAsks(b, d))),
        .. Sizes.Select(s => new BookFeature($"buy_impact_{s.Name}", "share of the mid", $"cost of buying for {s.Notional:0} through the asks", false, (b, c) => PriceImpact.Of(b, true, s.Notional, c).Impact)),
        .. Sizes.Select(s => new BookFeature($"sell_impact_{s.Name}", "share of the mid", $"cost of selling for {s.Notional:0} through the bids", false, (b, c) => PriceImpact.Of(b, false, s.Notional, c).Impact)),
    ];
}
