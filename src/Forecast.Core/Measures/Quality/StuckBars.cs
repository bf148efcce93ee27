using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Prices that stand still while volume is traded: every price of neighbouring bars equals the close before them for at least three hours, and that is next to impossible by
/// how often the <see cref="Lookback"/> bars before stood still: p^m &lt; 1e−9 with p = (still + 1) / (bars + 2) and m the length of the run.
/// <para>The whole run is suspect; which of its prices were still true cannot be told. It is judged from the past alone.</para>
/// </summary>
internal static class StuckBars
{
    private const int Lookback = 500, Least = 4;
    private const long Shortest = 3 * Duration.Hour;
    private const double Impossible = 1e-9;

    public static IEnumerable<PrintVerdict> Judge(BarSeries bars, IReadOnlySet<int> bad)
    {
        var (activity, step) = (new BarActivity(bars), Duration.Microseconds(bars.Interval));
        var still = new bool[bars.Count];
        for (var i = 1; i < bars.Count; i++)
        {
            var before = bars.Close[i - 1];
            still[i] = bars.High[i] == before && bars.Low[i] == before && activity.Any(i) && bars.OpenTime[i] - bars.OpenTime[i - 1] == step && !bad.Contains(i);
        }
        for (var i = 1; i < bars.Count; i++)
        {
            if (!still[i]) continue;
            var end = i;
            while (end < bars.Count && still[end]) end++;
            var run = end - i;
            if (run >= Least && run * step >= Shortest)
            {
                var from = Math.Max(1, i - Lookback);
                var share = (Enumerable.Range(from, i - from).Count(k => still[k]) + 1.0) / (i - from + 2);
                if (Math.Pow(share, run) < Impossible)
                    for (var k = i; k < end; k++)
                        yield return new PrintVerdict(k, PrintQuality.Suspect, PrintVerdict.StuckPrice, FormattableString.Invariant($"every price is {bars.Close[k]:G6} for {run} bars while volume is traded; before, {share:P1} of bars stood still"), 1);
            }
            i = end;
        }
    }
}
