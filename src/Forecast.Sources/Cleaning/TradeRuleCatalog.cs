namespace Forecast.Sources;

/// <summary>Every rule by which a row of trades is set aside by itself; prices are judged by their neighbours too.</summary>
public static class TradeRuleCatalog
{
    public static readonly CleaningRule NonPositiveQuantity = new("non-positive-quantity", "a quantity of zero or below",
        "nothing was traded, or the quantity is that of a correction");

    public static readonly CleaningRule UnknownSide = new("unknown-side", "a side that the format does not know, of a trade or of a level of a book",
        "a wrong side turns the sign of the order flow, or puts a level among those of the other side");

    public static readonly CleaningRule NotATrade = new("not-a-trade", "a record of another kind in a file of trades: an order added, changed or cancelled",
        "its price and size were offered, not traded");

    public static readonly CleaningRule NotASymbol = new("not-a-symbol", "a venue or symbol with other characters than letters, digits and . _ -, two dots together, or more than 64",
        "it would name a place outside the lake");

    public static readonly CleaningRule OtherInstrument = new("other-instrument", "a row of another instrument in a file whose rows name no symbol",
        "two instruments would be mixed into one series");

    public static readonly CleaningRule TooLateToNumber = new("too-late-to-number", "a trade without a number, more than 8192 distinct times out of order",
        "its number comes from its place among the trades of its time, and those are no longer in memory");

    public static readonly CleaningRule TooManyAtOnce = new("too-many-at-once", "more trades without a number in one microsecond than can be numbered",
        "its number would be that of a later trade");

    public static IReadOnlyList<CleaningRule> All { get; } =
    [
        CleaningRuleCatalog.LineTooLong, CleaningRuleCatalog.TooFewFields, CleaningRuleCatalog.TooManyFields, CleaningRuleCatalog.NotANumber, CleaningRuleCatalog.OutOfRange,
        CleaningRuleCatalog.NonPositivePrice, NonPositiveQuantity, UnknownSide, CleaningRuleCatalog.NotAPublicPrint, NotATrade, NotASymbol, OtherInstrument, TooLateToNumber, TooManyAtOnce,
        CleaningRuleCatalog.ImplausibleTime, CleaningRuleCatalog.MixedEpochUnit, .. TimeRuleCatalog.All,
        CleaningRuleCatalog.Duplicate, CleaningRuleCatalog.ConflictingDuplicate,
    ];
}
