using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Watches a series day by day for spikes and change points, with false alarms of a stated rate.
/// <para>A value gets two conformal p-values: its rank from above and from below among the values since the last change, itself counted: p = #{j ≤ t : y_j ≥ y_t} / t. While the values are
/// exchangeable each p is at least uniform, whatever their distribution. Spike: 2 min(p⁺, p⁻) ≤ <c>spikeRate</c>, so that at most that share of values raises a false one.</para>
/// <para>Change point: two Shiryaev–Roberts statistics R ← (R + 1) f(p), one for higher, one for lower values, with the mixture bet
/// <code>f(p) = ∫₀¹ ε p^{ε−1} dε = (1 − p + p ln p) / (p ln² p)</code>
/// Alarm where one exceeds 2 × <c>meanRun</c>; then everything starts anew. R⁺ + R⁻ − 2t is a supermartingale without a change, so the mean run between false alarms is at least
/// <c>meanRun</c>. Both rates hold for exchangeable values: give it innovations (<see cref="Innovations"/>), not a series that remembers.</para>
/// <para>Past only. Domain: finite values; spikes from the <see cref="Least"/>-th value since a change on. Reference: Vovk, Nouretdinov and Gammerman (2003), ICML; Volkhonskiy et al. (2017), PMLR 60,
/// sections 2–3; Vovk et al. (2021), PMLR 152, for the Shiryaev–Roberts rule.</para>
/// </summary>
public static class SeriesWatch
{
    /// <summary>Values since the last change before any alarm is raised.</summary>
    public const int Least = 30;

    /// <param name="values">In order of time.</param>
    /// <param name="meanRun">Least mean number of values between false change points.</param>
    /// <param name="spikeRate">Largest share of values that are falsely spikes.</param>
    public static IReadOnlyList<SeriesAlarm> Alarms(ReadOnlySpan<double> values, double meanRun, double spikeRate)
    {
        Guard.Positive(meanRun);
        Guard.InRange(spikeRate, 0, 1);
        var alarms = new List<SeriesAlarm>();
        var sorted = new List<double>();
        var (higher, lower) = (new Evidence(), new Evidence());
        for (var t = 0; t < values.Length; t++)
        {
            var y = Guard.Finite(values[t]);
            var (below, notAbove) = (Place(sorted, y, orEqual: false), Place(sorted, y, orEqual: true));
            double n = sorted.Count + 1;
            var (up, down) = ((sorted.Count - below + 1) / n, (notAbove + 1) / n);
            sorted.Insert(notAbove, y);
            higher.Take(t, up);
            lower.Take(t, down);
            if (sorted.Count < Least) continue;
            if (2 * Math.Min(up, down) <= spikeRate) alarms.Add(new SeriesAlarm(t, AlarmKind.Spike, t, 2 * Math.Min(up, down)));
            if (Math.Max(higher.Score, lower.Score) < 2 * meanRun) continue;
            var (kind, stronger) = higher.Score >= lower.Score ? (AlarmKind.Higher, higher) : (AlarmKind.Lower, lower);
            alarms.Add(new SeriesAlarm(t, kind, stronger.Since, stronger.Score));
            sorted.Clear();
            (higher, lower) = (new Evidence(), new Evidence());
        }
        return alarms;
    }

    /// <summary>The mixture bet f(p) for p in (0, 1]; 1/2 at p = 1.</summary>
    public static double Bet(double p)
    {
        var log = Math.Log(p);
        // Near 1 the quotient cancels; its series does not.
        return p > 0.999 ? 0.5 - (log / 6) : (1 - p + (p * log)) / (p * log * log);
    }

    private static int Place(List<double> sorted, double value, bool orEqual)
    {
        var (low, high) = (0, sorted.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private sealed class Evidence
    {
        private double _least = double.PositiveInfinity;
        private double _sum;

        public double Score { get; private set; }

        public int Since { get; private set; }

        public void Take(int t, double p)
        {
            var bet = Bet(p);
            Score = (Score + 1) * bet;
            // The change is put where the sum of log bets was least: behind it they gained.
            if (_sum < _least) (_least, Since) = (_sum, t);
            _sum += Math.Log(bet);
        }
    }
}
