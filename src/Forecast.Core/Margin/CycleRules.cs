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
    internal IEnumerable<string> Faults()
    {
        if (StressWeightBps is < 0 or > 10_000) yield return $"cycle.stressWeightBps is {StressWeightBps}; allowed are 0 to 10000";
        if (BufferRebuildBps is < 1 or > 10_000) yield return $"cycle.bufferRebuildBps is {BufferRebuildBps}; allowed are 1 to 10000";
        if (LongHistoryFloorBps is < 0 or > 20_000) yield return $"cycle.longHistoryFloorBps is {LongHistoryFloorBps}; allowed are 0 to 20000";
        if (StressFloorBps is < 0 or > 20_000) yield return $"cycle.stressFloorBps is {StressFloorBps}; allowed are 0 to 20000";
        if (!(SmoothingTradeOff is >= 0 and <= 100)) yield return $"cycle.smoothingTradeOff is {SmoothingTradeOff}; allowed are 0 to 100";
        if (BandBps is < 0 or > 5_000) yield return $"cycle.bandBps is {BandBps}; allowed are 0 to 5000";
        if (RiseDays is < 1 or > 30) yield return $"cycle.riseDays is {RiseDays}; allowed are 1 to 30";
        if (RiseBps is < 0 or > 100_000) yield return $"cycle.riseBps is {RiseBps}; allowed are 0 to 100000";
    }
}
