using System.Runtime.InteropServices;
using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Tails of losses by filtered historical simulation with generalised Pareto excesses, over a panel of instruments.
/// <code>z = loss/√f over the latest complete rows;   t_i = z₍₀.₉₎ of instrument i;   (z − t_i)/t_i of all instruments where z &gt; t_i ~ GPD(ξ, β)</code>
/// <para>Each instrument has its own threshold; the shape and relative scale of what lies beyond are common, for one instrument alone has too few such losses to tell. As z is divided by the forecast that was made and not by what
/// was realised, it is √(y/f) times a return of unit variance: how far variance strays from its forecast (the volatility of volatility) is in the tail.</para>
/// <para>Estimated at 00:00 UTC of each day, from what was complete then: an instrument's last 500 rows, or those of 84 days where these are more; origins of a day share it. With fewer than <see cref="LeastExcesses"/> excesses
/// the shape is that of Student's t with 4 degrees of freedom, ¼, and the scale what gives their mean.</para>
/// <para>Domain: samples of one horizon; a row has no tail while its instrument has fewer than <see cref="Least"/> complete rows, or a threshold that is no loss.</para>
/// <para>Reference: Barone-Adesi, Giannopoulos and Vosper (1999), Journal of Futures Markets 19; McNeil and Frey (2000), Journal of Empirical Finance 7.</para>
/// </summary>
public static class LossTails
{
    /// <summary>Fewest complete rows of an instrument.</summary>
    public const int Least = 100;

    /// <summary>Fewest excesses of the panel for a shape of its own.</summary>
    public const int LeastExcesses = 50;

    private const int Rows = 500;
    private const long Span = 84 * Duration.Day;
    private const double TailShare = 0.10, UsualShape = 0.25;

    /// <summary>The tail of every row with an origin from <paramref name="from"/> on, by sample, then row; null before it, and where there is none.</summary>
    public static LossTail?[][] Of(IReadOnlyList<LossSample> panel, long from = long.MinValue)
    {
        if (panel.Select(s => s.Horizon).Distinct().Skip(1).Any()) throw new ArgumentException("the samples are of different horizons", nameof(panel));
        var tails = panel.Select(s => new LossTail?[s.Origins.Length]).ToArray();
        var (instruments, at) = (panel.Select(s => new Instrument(s)).ToArray(), panel.Select(s => s.Origins.TakeWhile(o => o < from).Count()).ToArray());
        foreach (var day in panel.SelectMany((s, i) => s.Origins[at[i]..]).Select(Instant.FloorDay).Distinct().Order())
        {
            var excesses = new List<double>();
            foreach (var i in instruments) i.Estimate(day, excesses);
            excesses.Sort();
            GeneralizedPareto? excess = excesses.Count > 0 && excesses[^1] > 0 ? Fit(CollectionsMarshal.AsSpan(excesses)) : null;
            for (var i = 0; i < panel.Count; i++)
            {
                var (origins, variance) = (panel[i].Origins, panel[i].Variance);
                for (; at[i] < origins.Length && Instant.FloorDay(origins[at[i]]) == day; at[i]++)
                {
                    if (instruments[i].Threshold is { } t && excess is { } e) tails[i][at[i]] = new LossTail(Math.Sqrt(Guard.Positive(variance[at[i]])), t, TailShare, e);
                }
            }
        }
        return tails;
    }

    private static GeneralizedPareto Fit(ReadOnlySpan<double> excesses)
    {
        if (excesses.Length >= LeastExcesses) return GeneralizedPareto.Of(excesses);
        var sum = 0.0;
        foreach (var x in excesses) sum += x;
        return new GeneralizedPareto(UsualShape, sum / excesses.Length * (1 - UsualShape));
    }

    private sealed class Instrument(LossSample sample)
    {
        private readonly List<(long Origin, double Loss)> _known = [];
        private int _next;

        /// <summary>Where the tail begins; null where the instrument has none.</summary>
        public double? Threshold { get; private set; }

        /// <summary>Goes on to <paramref name="day"/> and adds the relative excesses to those of the panel.</summary>
        public void Estimate(long day, List<double> excesses)
        {
            for (; _next < sample.Origins.Length && sample.Matures(_next) <= day; _next++)
            {
                if (sample.Losses[_next] is { } loss) _known.Add((sample.Origins[_next], Guard.Finite(loss) / Math.Sqrt(Guard.Positive(sample.Variance[_next]))));
            }
            Threshold = null;
            if (_known.Count < Least) return;
            var first = Math.Max(0, _known.Count - Rows);
            while (first > 0 && _known[first - 1].Origin >= day - Span) first--;
            var sorted = new double[_known.Count - first];
            for (var i = 0; i < sorted.Length; i++) sorted[i] = _known[first + i].Loss;
            Array.Sort(sorted);
            var rank = OrderStatistic.Rank(sorted.Length, 1 - TailShare);
            if (sorted[rank - 1] is not (> 0 and var t)) return;
            Threshold = t;
            foreach (var z in sorted.AsSpan(rank)) excesses.Add((z - t) / t);
        }
    }
}
