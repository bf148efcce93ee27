using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The set of models that contains the best one with a given confidence, by successive elimination on the maximum t-statistic.
/// <code>t_i = d̄_i / √Var*(d̄_i),  d̄_i = mean loss of i − mean over the set;   eliminate argmax t_i while P*(max_i t*_i ≥ max_i t_i) &lt; α</code>
/// <para>The distribution is a circular block bootstrap of origins with blocks of length max(h, ⌈n^{1/3}⌉), 1000 draws, from a fixed seed, the same
/// draws for all models.</para>
/// <para>Shapes: one array of losses a model, all of one length. Domain: at least 20 origins; with fewer every model stays.</para>
/// <para>Reference: Hansen, Lunde and Nason (2011), Econometrica 79, section 3.1.2 (T_max).</para>
/// </summary>
public static class ModelConfidenceSet
{
    private const int Draws = 1000;

    /// <summary>Whether each model is in the set at confidence 1 − <paramref name="alpha"/>.</summary>
    public static bool[] Members(IReadOnlyList<double[]> losses, int steps, double alpha, ulong seed = 20240101)
    {
        Guard.InRange(alpha, 0, 1);
        var (m, n) = (losses.Count, losses.Count == 0 ? 0 : losses[0].Length);
        foreach (var l in losses) Guard.SameLength(l.Length, n, nameof(losses));
        var inside = Enumerable.Repeat(true, m).ToArray();
        if (n < DieboldMariano.Least) return inside;
        var mean = losses.Select(l => l.Average()).ToArray();
        var draws = Bootstrap(losses, n, Math.Max(steps, (int)Math.Ceiling(Math.Cbrt(n))), seed);
        for (var left = m; left > 1; left--)
        {
            var set = Enumerable.Range(0, m).Where(i => inside[i]).ToArray();
            var centre = set.Average(i => mean[i]);
            var centres = Array.ConvertAll(draws, d => set.Average(i => d[i]));
            var deviation = set.Select(i => Math.Sqrt(Enumerable.Range(0, Draws).Average(b => Square(draws[b][i] - centres[b] - (mean[i] - centre))))).ToArray();
            // A deviation of zero means equal losses in every draw: such a model is neither better nor worse than the set.
            var t = set.Select((i, k) => deviation[k] > 0 ? (mean[i] - centre) / deviation[k] : 0).ToArray();
            var worst = Array.IndexOf(t, t.Max());
            var exceed = Enumerable.Range(0, Draws).Count(b => set.Select((i, k) => deviation[k] > 0 ? (draws[b][i] - centres[b] - (mean[i] - centre)) / deviation[k] : 0).Max() >= t[worst]);
            if (exceed >= alpha * Draws) break;
            inside[set[worst]] = false;
        }
        return inside;
    }

    // Block sums by prefix: a draw costs n / block additions a model instead of n.
    private static double[][] Bootstrap(IReadOnlyList<double[]> losses, int n, int block, ulong seed)
    {
        block = Math.Min(block, n);
        var prefix = losses.Select(l =>
        {
            var p = new double[(2 * n) + 1];
            for (var i = 0; i < 2 * n; i++) p[i + 1] = p[i] + l[i % n];
            return p;
        }).ToArray();
        var random = new SplitMix64(seed);
        var draws = new double[Draws][];
        for (var b = 0; b < Draws; b++)
        {
            var sums = draws[b] = new double[losses.Count];
            for (var left = n; left > 0; left -= block)
            {
                var start = random.Next(n);
                var length = Math.Min(block, left);
                for (var i = 0; i < sums.Length; i++) sums[i] += prefix[i][start + length] - prefix[i][start];
            }
            for (var i = 0; i < sums.Length; i++) sums[i] /= n;
        }
        return draws;
    }

    private static double Square(double x) => x * x;
}
