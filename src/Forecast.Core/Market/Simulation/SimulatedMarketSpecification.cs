using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>Everything that a simulated market depends on; see <see cref="SimulatedMarket"/> for the model.</summary>
/// <param name="Seed">Seed of every stream of random numbers.</param>
/// <param name="Start">First UTC day.</param>
/// <param name="Days">Whole days; more days leave the earlier ones as they are, bit for bit.</param>
/// <param name="Interval">Length of a bar: whole minutes that divide a day.</param>
/// <param name="Market">Log variance that all instruments share.</param>
/// <param name="Own">Log variance of each instrument alone.</param>
/// <param name="Leverage">Correlation of a bar's diffusive shock with the fast factor's next innovation; negative where falls raise volatility.</param>
/// <param name="MarketJumps">Jumps at which all prices move.</param>
/// <param name="OwnJumps">Jumps of each instrument alone.</param>
/// <param name="OrderFlow">How flow runs ahead of volatility.</param>
/// <param name="HourOfDay">24 variance factors by UTC hour; only their ratios matter.</param>
/// <param name="DayOfWeek">7 variance factors, Monday first; only their ratios matter.</param>
/// <param name="Instruments">The instruments, in order; each is what it is whatever others there are.</param>
public sealed record SimulatedMarketSpecification(
    ulong Seed, DateOnly Start, int Days, TimeSpan Interval, LogVarianceDynamics Market, LogVarianceDynamics Own, double Leverage,
    JumpDynamics MarketJumps, JumpDynamics OwnJumps, OrderFlowDynamics OrderFlow, IReadOnlyList<double> HourOfDay, IReadOnlyList<double> DayOfWeek,
    IReadOnlyList<SimulatedInstrument> Instruments)
{
    internal int BarsPerDay => (int)(TimeSpan.TicksPerDay / Interval.Ticks);

    internal int MinutesPerBar => (int)Interval.TotalMinutes;

    /// <summary>Bars by which flow runs ahead.</summary>
    internal int LeadBars => (int)(OrderFlow.Lead / Interval);

    /// <summary>Throws, naming value, range and place, unless a market can be made of this.</summary>
    public SimulatedMarketSpecification Validated()
    {
        Guard.InRange(Days, 1, 36_500, "days");
        if (Interval <= TimeSpan.Zero || Interval.Ticks % TimeSpan.TicksPerMinute != 0 || TimeSpan.TicksPerDay % Interval.Ticks != 0)
            throw new ArgumentException($"interval is {Interval}; it must be whole minutes that divide a day, as in 15m");
        Market.Validate("market");
        Own.Validate("own");
        MarketJumps.Validate("marketJumps");
        OwnJumps.Validate("ownJumps");
        OrderFlow.Validate("orderFlow");
        Guard.InRange(Leverage, -0.3, 0.3, "leverage");
        if (OrderFlow.Lead.Ticks % Interval.Ticks != 0 || LeadBars is < 1 or > 10_000)
            throw new ArgumentException($"orderFlow.lead is {OrderFlow.Lead}; it must be a whole number of bars, at least one");
        Guard.SameLength(HourOfDay.Count, 24, "hourOfDay");
        Guard.SameLength(DayOfWeek.Count, 7, "dayOfWeek");
        foreach (var factor in HourOfDay.Concat(DayOfWeek)) Guard.InRange(factor, 0.01, 100, "a seasonal factor");
        if (Instruments.Count == 0) throw new ArgumentException("there are no instruments; give at least one");
        foreach (var instrument in Instruments) instrument.Validate();
        var twice = Instruments.GroupBy(i => i.Symbol, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? this : throw new ArgumentException($"instrument {twice.Key} is there twice; symbols must differ");
    }
}
