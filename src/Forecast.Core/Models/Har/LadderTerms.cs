using System.Globalization;
using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// The regressors of the HAR family. Levels are mean hourly measures times the hours of the horizon, so that they have the target's unit; logs are of mean hourly variances.
/// <para>Where a measure of neighbouring returns is absent although the variance is there (no two returns in a row), the variance stands for it: nothing is known of jumps.</para>
/// </summary>
internal static class LadderTerms
{
    /// <summary>Realised variance of the ladder, in levels.</summary>
    public static IReadOnlyList<LadderTerm> Levels { get; } = Rungs(Level);

    /// <summary>Realised variance of the ladder, in logs.</summary>
    public static IReadOnlyList<LadderTerm> Logs { get; } = Rungs(Log);

    /// <summary>One term a rung of the ladder: 1h, 4h, 1d, 7d, 30d.</summary>
    public static IReadOnlyList<LadderTerm> Rungs(Func<int, LadderTerm> term) => [.. HarLadder.Rungs.ToArray().Select(term)];

    public static LadderTerm Level(int hours) => new(HarLadder.Name(hours), (history, horizon, at, values) => Scale(history.Rolling(hours), (double)horizon / hours, at, values));

    public static LadderTerm Log(int hours) => new(HarLadder.Name(hours), (history, _, at, values) => Scale(history.LogMean(hours), 1, at, values));

    /// <summary>The log ladder of variances without their season.</summary>
    public static LadderTerm SeasonalLog(int hours) => new(HarLadder.Name(hours), (history, _, at, values) => Scale(history.SeasonalLogMean(hours), 1, at, values));

    /// <summary>Bipower variation min(BV, RV).</summary>
    public static LadderTerm Bipower(int hours) => Named("bipower", hours, (history, horizon, at, values) =>
    {
        var variance = history.Rolling(hours);
        var bipower = history.Rolling(HourlyMeasure.BipowerVariation, hours);
        var scale = (double)horizon / hours;
        for (var r = 0; r < at.Length; r++) values[r] = scale * Continuous(variance[at[r]], bipower[at[r]]);
    });

    /// <summary>The jump part max(RV − BV, 0).</summary>
    public static LadderTerm Jump(int hours) => Named("jump", hours, (history, horizon, at, values) =>
    {
        var variance = history.Rolling(hours);
        var bipower = history.Rolling(HourlyMeasure.BipowerVariation, hours);
        var scale = (double)horizon / hours;
        for (var r = 0; r < at.Length; r++) values[r] = scale * (variance[at[r]] - Continuous(variance[at[r]], bipower[at[r]]));
    });

    /// <summary>The jump part of windows whose ratio statistic says that they have one; 0 in the others.</summary>
    public static LadderTerm SignificantJump(int hours) => Named("jump", hours, (history, horizon, at, values) => Parts(history, hours, at, values, (double)horizon / hours, jumps: true));

    /// <summary>Variance without the jump part of windows that have one.</summary>
    public static LadderTerm Diffusion(int hours) => Named("continuous", hours, (history, horizon, at, values) => Parts(history, hours, at, values, (double)horizon / hours, jumps: false));

    /// <summary>Variance from falling prices.</summary>
    public static LadderTerm Down(int hours) => Named("down", hours, (history, horizon, at, values) => Scale(history.Rolling(HourlyMeasure.DownVariance, hours), (double)horizon / hours, at, values));

    /// <summary>Variance from rising prices.</summary>
    public static LadderTerm Up(int hours) => Named("up", hours, (history, horizon, at, values) =>
    {
        var variance = history.Rolling(hours);
        var down = history.Rolling(HourlyMeasure.DownVariance, hours);
        var scale = (double)horizon / hours;
        for (var r = 0; r < at.Length; r++) values[r] = scale * (variance[at[r]] - down[at[r]]);
    });

    /// <summary>RV · √RQ, the interaction by which a variance that is measured badly weighs less.</summary>
    public static LadderTerm Attenuation(int hours) => Named("quarticity", hours, (history, horizon, at, values) =>
    {
        var variance = history.Rolling(hours);
        var quarticity = history.Rolling(HourlyMeasure.Quarticity, hours);
        var scale = (double)horizon / hours;
        for (var r = 0; r < at.Length; r++) values[r] = scale * variance[at[r]] * scale * Math.Sqrt(quarticity[at[r]]);
    });

    /// <summary>Exponentially weighted variance with a half-life in hours.</summary>
    public static LadderTerm Exponential(int halfLife) => Named("exponential", halfLife, (history, horizon, at, values) => Scale(history.Exponential(halfLife), horizon, at, values));

    /// <summary>Log of the exponentially weighted variance with a half-life in hours, not below the floor of the log ladder.</summary>
    public static LadderTerm LogExponential(int halfLife) => Named("exponential", halfLife, (history, _, at, values) =>
    {
        var mean = history.Exponential(halfLife);
        var month = history.Rolling(HourlySeries.Month);
        for (var r = 0; r < at.Length; r++) values[r] = Math.Log(Math.Max(mean[at[r]], HourlySeries.QuietFloor * month[at[r]] / HourlySeries.Month));
    });

    internal static LadderTerm Named(string measure, int hours, LadderTerm.Column fill) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{measure}[{Duration.Format(TimeSpan.FromHours(hours))}]"), fill);

    /// <summary>min(BV, RV), RV where BV is absent.</summary>
    internal static double Continuous(double variance, double bipower) => bipower < variance ? bipower : variance;

    private static void Scale(ReadOnlySpan<double> column, double scale, ReadOnlySpan<int> at, Span<double> values)
    {
        for (var r = 0; r < at.Length; r++) values[r] = column[at[r]] * scale;
    }

    private static void Parts(MarketHistory history, int hours, ReadOnlySpan<int> at, Span<double> values, double scale, bool jumps)
    {
        var variance = history.Rolling(hours);
        var bipower = history.Rolling(HourlyMeasure.BipowerVariation, hours);
        var tripower = history.Rolling(HourlyMeasure.TripowerQuarticity, hours);
        var n = history.ReturnsPerHour * hours;
        for (var r = 0; r < at.Length; r++)
        {
            var (v, b) = (variance[at[r]], bipower[at[r]]);
            var jump = JumpTest.Jump(v, b, JumpTest.Ratio(v, b, tripower[at[r]], n));
            values[r] = scale * (jumps ? jump : v - jump);
        }
    }
}
