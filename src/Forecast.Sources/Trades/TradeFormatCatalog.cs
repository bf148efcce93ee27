using static Forecast.Sources.TradeColumn;

namespace Forecast.Sources;

/// <summary>The formats of trades that are known without a mapping file.</summary>
public static class TradeFormatCatalog
{
    /// <summary>Who was the buyer tells who paid: a buyer that made the price was sold to.</summary>
    internal static readonly (string, sbyte)[] MakerWords = [("true", -1), ("false", 1), ("True", -1), ("False", 1), ("TRUE", -1), ("FALSE", 1), ("1", -1), ("0", 1)];

    private static readonly string[] Maker = ["is_buyer_maker", "isbuyermaker", "was_the_buyer_the_maker"], BestMatch = ["is_best_match", "isbestmatch"];

    internal static IReadOnlyList<TradeFormat> All { get; } =
    [
        new("generic", (Id, ["trade_id"]), (Time, ["time"]), (Price, ["price"]), (Quantity, ["quantity"]), (Side, Maker)),
        new("capture", (Id, ["trade_id"]), (Time, ["exchange_time_ms"]), (ReceivedAt, ["local_time_ns"]), (Price, ["price"]), (Quantity, ["quantity"]), (Side, Maker), (Kind, ["order_type"]))
        {
            Optional = 1,
            Times = [TimeForm.Milliseconds],
            ReceiveTimes = [TimeForm.Nanoseconds],
            Kinds = ["MARKET", ""],
            KindRule = CleaningRuleCatalog.NotAPublicPrint,
        },
        new("binance-trades", (Id, ["id"]), (Price, ["price"]), (Quantity, ["qty"]), (Other, ["quote_qty", "base_qty"]), (Time, ["time"]), (Side, Maker), (Other, BestMatch)) { Optional = 1 },
        new("binance-agg-trades", (Id, ["agg_trade_id"]), (Price, ["price"]), (Quantity, ["quantity"]), (FirstId, ["first_trade_id"]), (LastId, ["last_trade_id"]),
            (Time, ["transact_time", "timestamp"]), (Side, Maker), (Other, BestMatch)) { Optional = 1 },
        new("tardis", (Venue, ["exchange"]), (Symbol, ["symbol"]), (Time, ["timestamp"]), (ReceivedAt, ["local_timestamp"]), (Id, ["id"]), (Side, ["side"]), (Price, ["price"]), (Quantity, ["amount"]))
        {
            Times = [TimeForm.Microseconds],
            ReceiveTimes = [TimeForm.Microseconds],
            Sides = [("buy", 1), ("sell", -1), ("unknown", 0)],
            IdsMayBeMissing = true,
        },
        new("databento", (ReceivedAt, ["ts_recv"]), (Time, ["ts_event"]), (Other, ["rtype"]), (Other, ["publisher_id"]), (Instrument, ["instrument_id"]), (Kind, ["action"]), (Side, ["side"]),
            (Other, ["depth"]), (Price, ["price"]), (Quantity, ["size"]), (Other, ["flags"]), (Other, ["ts_in_delta"]), (Other, ["sequence"]), (Symbol, ["symbol"]))
        {
            Optional = 1,
            Times = [TimeForm.Nanoseconds, TimeForm.Iso],
            ReceiveTimes = [TimeForm.Nanoseconds, TimeForm.Iso],
            Sides = [("A", -1), ("B", 1), ("N", 0)],
            Kinds = ["T"],
            MayBeFixedPoint = true,
        },
    ];

    public static IReadOnlyList<string> Ids { get; } = [.. All.Select(f => f.Id)];

    /// <exception cref="InputException">There is no such format.</exception>
    internal static TradeFormat Get(string id) => All.FirstOrDefault(f => f.Id == id)
        ?? throw new InputException($"there is no format '{id}'", "--format", $"choose one of {string.Join(", ", Ids)}, or describe the file with --mapping");
}
