namespace Forecast.Core.Margin;

/// <summary>
/// What keeps a margin from swinging with the cycle; each can be switched off by itself.
/// <para>Units: basis points; 10000 is the whole.</para>
/// <para>Reference: EMIR Delegated Regulation 153/2013, article 28(1): (a) buffer, (b) stressed observations, (c) long look-back; Murphy, Vasios and Vause (2014), Bank of England Financial Stability Paper 29.</para>
/// </summary>
/// <param name="StressWeightBps">Weight on the rate that all losses so far would have needed, whatever today's volatility; 0 is off.</param>
/// <param name="BufferRebuildBps">How much of a used-up buffer comes back a day; 10000: it is never used up.</param>
/// <param name="LongHistoryFloorBps">The margin is at least this share of that rate; 0 is off.</param>
/// <param name="StressFloorBps">The margin is at least this share of the rate of the most volatile year so far; 0 is off.</param>
/// <param name="SmoothingTradeOff">λ of <see cref="SmoothingRule"/>: what a squared change is worth in squared distances from the aim; 0 is off.</param>
/// <param name="BandBps">A margin whose aim is nearer than this to the value in force stays as it is; 0 is off.</param>
/// <param name="RiseDays">Days of the limit on rises.</param>
/// <param name="RiseBps">A margin rises over so many days by at most this share of its lowest value in them; 0 is off.</param>
public sealed record CycleRules(int StressWeightBps, int BufferRebuildBps, int LongHistoryFloorBps, int StressFloorBps, double SmoothingTradeOff, int BandBps, int RiseDays, int RiseBps)
{
    /// <summary>Nothing but a buffer that is always whole.</summary>
    public static CycleRules None { get; } = new(0, 10_000, 0, 0, 0, 0, 5, 0);

    /// <summary>What is wrong with them, one sentence each.</summary>
    internal IReadOnlyList<string> Faults() =>
    [
        .. Outside("stressWeightBps", StressWeightBps, 0, 10_000), .. Outside("bufferRebuildBps", BufferRebuildBps, 1, 10_000), .. Outside("longHistoryFloorBps", LongHistoryFloorBps, 0, 20_000),
        .. Outside("stressFloorBps", StressFloorBps, 0, 20_000), .. Outside("smoothingTradeOff", SmoothingTradeOff, 0, 100), .. Outside("bandBps", BandBps, 0, 5_000), .. Outside("riseDays", RiseDays, 1, 30), .. Outside("riseBps", RiseBps, 0, 100_000),
    ];

    private static string[] Outside(string name, double value, int least, int most) =>
        value >= least && value <= most ? [] : [string.Create(System.Globalization.CultureInfo.InvariantCulture, $"cycle.{name} is {value}; allowed are {least} to {most}")];
}
