using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// What a method charged before, at and after a crash, and what the day then cost: means over instruments, at the origins 00:00 UTC so many days from the crash.
/// </summary>
/// <param name="Crash">The crash.</param>
/// <param name="Period">Margin period of risk.</param>
/// <param name="Confidence">One-sided confidence.</param>
/// <param name="Target">The loss that the margin is calibrated to.</param>
/// <param name="Method">How the rate came about.</param>
/// <param name="Rates">Mean rate of longs at each of <see cref="Offsets"/>; null where there is none.</param>
/// <param name="Loss">Mean loss of longs over the period from the crash's origin.</param>
/// <param name="Covered">Instruments whose long margin covered it.</param>
/// <param name="Instruments">Instruments.</param>
public sealed record MarginReaction(Crash Crash, TimeSpan Period, double Confidence, MarginTarget Target, MarginMethod Method, IReadOnlyList<double?> Rates, double Loss, int Covered, int Instruments)
{
    /// <summary>Days from the crash.</summary>
    public static IReadOnlyList<int> Offsets { get; } = [-5, -1, 0, 1, 5];

    /// <summary>One for each named crash within the rows, period, confidence, target and method.</summary>
    public static IReadOnlyList<MarginReaction> Of(IReadOnlyList<MarginBacktestRow> rows) =>
    [
        .. from crash in Crash.Named
           from g in rows.Where(r => r.Side == PositionSide.Long && Math.Abs(r.Origin - crash.Day) <= 5 * Duration.Day).GroupBy(r => (r.Period, r.Confidence, r.Target, r.Method))
           let at = g.ToLookup(r => (r.Origin - crash.Day) / Duration.Day)
           where at[0].Any()
           orderby crash.Day, g.Key
           select new MarginReaction(
               crash, g.Key.Period, g.Key.Confidence, g.Key.Target, g.Key.Method,
               [.. Offsets.Select(o => at[o].Any() ? at[o].Average(r => r.Rate) : (double?)null)], at[0].Average(r => r.TargetLoss), at[0].Count(r => r.TargetLoss <= r.Rate), at[0].Count()),
    ];
}
