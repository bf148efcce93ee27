using Forecast.Core.Measures;

namespace Forecast.Sources;

/// <summary>
/// Every rule by which rows are set aside or flagged and files refused. No rule judges the size of a move alone: a real crash is kept.
/// </summary>
public static class CleaningRuleCatalog
{
    public static readonly CleaningRule TooFewFields = new("too-few-fields", "fewer fields than the file has columns",
        "the row was cut, and which field is missing cannot be told");

    public static readonly CleaningRule TooManyFields = new("too-many-fields", "more fields than the file has columns",
        "a stray comma moves every value behind it to another column");

    public static readonly CleaningRule LineTooLong = new("line-too-long", "a line above 64 KB",
        "no row of bars is that long: line ends are lost or the file is binary");

    public static readonly CleaningRule NotANumber = new("not-a-number", "a field that is not a finite number in plain notation: text, empty, NaN, Infinity, 1,000.5",
        "a guess at what was meant would be an invented price");

    public static readonly CleaningRule OutOfRange = new("out-of-range", "a price, volume or count above 1e15",
        "no market has such numbers, and their squares and sums would swamp everything else");

    public static readonly CleaningRule NonPositivePrice = new("non-positive-price", "a price of zero or below",
        "vendors write 0 or -1 for an outage, and the log return would not exist");

    public static readonly CleaningRule NegativeVolume = new("negative-volume", "a volume or trade count below zero",
        "nothing trades less than nothing");

    public static readonly CleaningRule InconsistentPrices = new("inconsistent-prices", "high below low, or open or close outside them",
        "one of the four is wrong, and which one cannot be told");

    public static readonly CleaningRule TakerAboveVolume = new("taker-above-volume", "taker buys above the volume that they are part of, by more than rounding",
        "the imbalance would be above one");

    public static readonly CleaningRule ImplausibleTime = new("implausible-time", "a time that is neither milliseconds nor microseconds since 1970, from 2001 to 2286",
        "seconds, nanoseconds and garbage cannot be told apart safely");

    public static readonly CleaningRule MixedEpochUnit = new("mixed-epoch-unit", "milliseconds in a file of microseconds, or the reverse",
        "the unit is a property of the file; a row of the other one comes from elsewhere");

    public static readonly CleaningRule OffGrid = new("off-grid", "an open time that is not a multiple of the interval",
        "the bar covers another stretch of time than its neighbours");

    public static readonly CleaningRule InconsistentTimes = new("inconsistent-times", "a close time before the open time or after the end of the bar",
        "one of the two is wrong; a slip in a digit of a time shows here");

    public static readonly CleaningRule Duplicate = new("duplicate", "a row that repeats an earlier one in every field",
        "a bar counts once");

    public static readonly CleaningRule ConflictingDuplicate = new("conflicting-duplicate", "a row with the time of an earlier one and other content",
        "two bars cannot both be true; the first is kept, as it would have been if the second had come a day later");

    public static readonly CleaningRule OutOfOrder = new("out-of-order", "a row that is not part of the longest run of rows with increasing times",
        "a row in the wrong place is more likely wrong in time than late");

    public static readonly CleaningRule NotAMessage = new("not-a-message", "a line of a capture that is not a receive time in nanoseconds and a message that the venue sends",
        "a message that was cut or glued to another says nothing that can be relied on");

    public static readonly CleaningRule NotAPublicPrint = new("not-a-public-print", "a trade whose order type is not MARKET: a transfer, a liquidation by the insurance fund or by auto-deleveraging",
        "it was not made in the book, and its price may be 0");

    public static readonly CleaningRule AnotherInstrument = new("another-instrument", "a message of another instrument than the capture's first",
        "a file is one instrument's; two in one series would be one that never was");

    public static readonly CleaningRule ClocksApart = new("clocks-apart", "an exchange time more than a day from the time at which the message was received",
        "one of the two is wrong, and bars of the other day would change");

    public static readonly CleaningRule PriceSpike = new(PrintVerdict.PriceSpike, "a price far off its neighbours that is back within three bars (five trades), where nothing speaks for a real move; suspect, and kept, until later prices tell",
        "one false price is a false crash in every variance, margin and stop; a move that persists, or that was traded through, is kept whatever its size");

    public static readonly CleaningRule DecimalShift = new(PrintVerdict.DecimalShift, "a price that is ten to ten thousand times its neighbours, or that fraction of them, and back within a day; suspect, and kept, until later prices tell",
        "the decimal point slipped, or another instrument's price came in");

    public static readonly CleaningRule StuckPrice = new(PrintVerdict.StuckPrice, "every price of neighbouring bars the same for three hours or more while volume is traded, which bars before never did",
        "a feed that repeats its last price hides the market, but which of the prices were still true cannot be told", RuleSeverity.Flag);

    /// <summary>The rule called <paramref name="id"/>.</summary>
    public static CleaningRule Get(string id) => All.FirstOrDefault(r => r.Id == id) ?? throw new KeyNotFoundException($"there is no cleaning rule '{id}'");

    public static IReadOnlyList<CleaningRule> All { get; } =
    [
        LineTooLong, TooFewFields, TooManyFields, NotANumber, OutOfRange, NonPositivePrice, NegativeVolume, InconsistentPrices, TakerAboveVolume,
        ImplausibleTime, MixedEpochUnit, OffGrid, InconsistentTimes, Duplicate, ConflictingDuplicate, OutOfOrder,
        NotAMessage, NotAPublicPrint, AnotherInstrument, ClocksApart, PriceSpike, DecimalShift, StuckPrice,
    ];
}
