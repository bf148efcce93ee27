using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// The traffic light of a margin with daily origins: its zone, and the bounds that it was read against.
/// <para>A margin period of k days spans k origins. For k = 1 rows are independent and the bounds are Basel's binomial ones; for more the windows overlap and the bounds are those of
/// <see cref="OverlappingExceedances"/> with a window of k, wider because breaches come in runs. Days without an origin overlap less than that: the light is then slow to turn, not quick.</para>
/// <para>Domain: whole days; p = 1 − confidence.</para>
/// </summary>
/// <param name="Count">Periods.</param>
/// <param name="Breaches">Periods whose loss exceeded the margin.</param>
/// <param name="Zone">Green, yellow or red.</param>
/// <param name="Bounds">Most breaches of the green and the yellow zone.</param>
public sealed record MarginTrafficLight(int Count, int Breaches, TrafficLightZone Zone, TrafficLight Bounds)
{
    /// <summary>The light of so many breaches. Beyond one day it simulates: about 15 ns for each of <paramref name="count"/> × <paramref name="draws"/>, so keep it where the same is asked again.</summary>
    public static MarginTrafficLight Of(int count, int breaches, double confidence, TimeSpan period, int draws = 100_000)
    {
        Guard.InRange(breaches, 0, Guard.AtLeast(count, 1));
        if (period.Ticks <= 0 || period.Ticks % TimeSpan.TicksPerDay != 0) throw new ArgumentOutOfRangeException(nameof(period), $"period is {Duration.Format(period)}; it must be a whole number of days, since origins are daily");
        var bounds = period.Days == 1 ? TrafficLight.Independent(count, 1 - confidence) : TrafficLight.Overlapping(count, period.Days, 1 - confidence, draws: draws);
        return new MarginTrafficLight(count, breaches, bounds.Zone(breaches), bounds);
    }

    /// <summary>The light of back-test rows of one instrument, period, confidence, target, side and method.</summary>
    /// <exception cref="ArgumentException">There are none, or they are of several kinds.</exception>
    public static MarginTrafficLight Of(IReadOnlyList<MarginBacktestRow> rows, int draws = 100_000)
    {
        var summary = CoverageSummary.Of(rows);
        return Of(summary.Count, summary.Breaches, rows[0].Confidence, rows[0].Period, draws);
    }
}
