namespace Forecast.Sources;

/// <summary>The rules by which rows of funding, open interest, options and books are set aside, beside those that they share with bars and times.</summary>
public static class FactRuleCatalog
{
    public static readonly CleaningRule OffFundingGrid = new("off-funding-grid", "a funding time more than a minute from a full hour of UTC",
        "venues settle funding at full hours; a slip of the time would add a payment that never was");

    public static readonly CleaningRule ImplausibleRate = new("implausible-rate", "a funding rate beyond ±100 % of notional",
        "venues cap funding far below; a percentage or an annual rate was taken for a rate of the interval");

    public static readonly CleaningRule MissingValue = new("missing-value", "an empty field where the fact has its value",
        "an absent value is no zero");

    public static readonly CleaningRule MissingSymbol = new("missing-symbol", "a row that does not name its instrument or names an impossible one",
        "whose fact it is cannot be told");

    public static readonly CleaningRule NegativeInterest = new("negative-interest", "open interest below zero",
        "nobody holds less than nothing");

    public static readonly CleaningRule InconsistentInterest = new("inconsistent-interest", "high below low of the open interest, or open or close outside them",
        "one of the four is wrong, and which one cannot be told");

    public static readonly CleaningRule CrossedQuote = new("crossed-quote", "a bid above its ask",
        "one of the two is old or wrong, and a spread below zero is no price");

    public static readonly CleaningRule NonPositiveVolatility = new("non-positive-volatility", "an implied volatility of zero or below",
        "vendors write 0 where none could be solved for");

    public static readonly CleaningRule ExpiredOption = new("expired-option", "a quote at or after the option's expiry",
        "an expired option has no price: time or expiry is wrong");

    public static readonly CleaningRule InstrumentMismatch = new("instrument-mismatch", "an option whose name says another currency, expiry, strike or type than its columns",
        "one of the two is wrong, and which one cannot be told");

    public static readonly CleaningRule UnknownSnapshotMark = new("unknown-snapshot-mark", "a row of a book whose is_snapshot is neither true nor false",
        "an update taken for a snapshot clears the book, and the other way round it keeps levels that are gone");

    public static IReadOnlyList<CleaningRule> All { get; } =
    [
        OffFundingGrid, ImplausibleRate, MissingValue, MissingSymbol, NegativeInterest, InconsistentInterest,
        CrossedQuote, NonPositiveVolatility, ExpiredOption, InstrumentMismatch, UnknownSnapshotMark,
    ];
}
