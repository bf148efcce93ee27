using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// Regressors beside the ladder, for models in logs. All are pure numbers that multiplying the returns by a constant does not move, and finite wherever the month before moved: where a ratio has no denominator it has its neutral value.
/// <para>Flow that is missing, as where more than half of the month's bars are, is NaN: that nothing traded is known, that is not.</para>
/// </summary>
internal static class FlowTerms
{
    // Least share of the monthly mean that counts in a log, as in the ladder.
    private const double Floor = HourlySeries.QuietFloor;

    /// <summary>Log of a flow's hourly mean over the month's; 0 where the whole month had none.</summary>
    public static LadderTerm Relative(HourlyMeasure measure, string name, int hours) => LadderTerms.Named(name, hours, (history, _, at, values) =>
    {
        var flow = history.Rolling(measure, hours);
        var month = history.Rolling(measure, HourlySeries.Month);
        for (var r = 0; r < at.Length; r++)
        {
            var (now, usual) = (flow[at[r]] / hours, month[at[r]] / HourlySeries.Month);
            values[r] = usual == 0 ? 0 : Math.Log(Math.Max(now / usual, Floor));
        }
    });

    /// <summary>Absolute value of an imbalance; 0 where nothing traded.</summary>
    public static LadderTerm Imbalance(HourlyMeasure measure, string name, int hours) => LadderTerms.Named(name, hours, (history, _, at, values) =>
    {
        var imbalance = history.Rolling(measure, hours);
        var volume = history.Rolling(HourlyMeasure.Volume, hours);
        for (var r = 0; r < at.Length; r++) values[r] = volume[at[r]] == 0 ? 0 : Math.Abs(imbalance[at[r]]);
    });

    /// <summary>Share of variance from falling prices; one half where nothing moved.</summary>
    public static LadderTerm DownShare(int hours) => LadderTerms.Named("down_share", hours, (history, _, at, values) =>
    {
        var variance = history.Rolling(hours);
        var down = history.Rolling(HourlyMeasure.DownVariance, hours);
        for (var r = 0; r < at.Length; r++) values[r] = variance[at[r]] > 0 ? down[at[r]] / variance[at[r]] : 0.5;
    });

    /// <summary>Share of the jump part in variance; 0 where nothing moved.</summary>
    public static LadderTerm JumpShare(int hours) => LadderTerms.Named("jump_share", hours, (history, _, at, values) =>
    {
        var variance = history.Rolling(hours);
        var bipower = history.Rolling(HourlyMeasure.BipowerVariation, hours);
        for (var r = 0; r < at.Length; r++) values[r] = variance[at[r]] > 0 ? 1 - (LadderTerms.Continuous(variance[at[r]], bipower[at[r]]) / variance[at[r]]) : 0;
    });

    /// <summary>½ ln(RQ / RV²): how unevenly the variance came; 0 where nothing moved.</summary>
    public static LadderTerm Unevenness(int hours) => LadderTerms.Named("quarticity_ratio", hours, (history, _, at, values) =>
    {
        var variance = history.Rolling(hours);
        var quarticity = history.Rolling(HourlyMeasure.Quarticity, hours);
        for (var r = 0; r < at.Length; r++)
        {
            var ratio = quarticity[at[r]] / (variance[at[r]] * variance[at[r]]);
            values[r] = ratio > 0 && double.IsFinite(ratio) ? 0.5 * Math.Log(ratio) : 0;
        }
    });

    /// <summary>Leverage: the fall of the price over the last hours in standard deviations of the month; 0 where it rose.</summary>
    public static LadderTerm Leverage(int hours) => LadderTerms.Named("leverage", hours, (history, _, at, values) => Moves(history, hours, at, values, falls: true));

    /// <summary>The absolute move of the price over the last hours in standard deviations of the month.</summary>
    public static LadderTerm Move(int hours) => LadderTerms.Named("move", hours, (history, _, at, values) => Moves(history, hours, at, values, falls: false));

    private static void Moves(MarketHistory history, int hours, ReadOnlySpan<int> at, Span<double> values, bool falls)
    {
        var log = history.LogClose;
        var month = history.Rolling(HourlySeries.Month);
        for (var r = 0; r < at.Length; r++)
        {
            var move = (log[at[r]] - log[at[r] - hours]) / Math.Sqrt(month[at[r]] / HourlySeries.Month * hours);
            values[r] = falls ? Math.Min(move, 0) : Math.Abs(move);
        }
    }
}
