using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The set of models that contains the best one with a given confidence, by successive elimination.
/// <code>T_max = max_i t_i,  t_i = d̄_i/√Var*(d̄_i),  d̄_i = mean loss of i − mean over the set;   T_R = max_ij |t_ij|,  t_ij = d̄_ij/√Var*(d̄_ij),  d̄_ij = mean loss of i − that of j</code>
/// <code>out goes argmax_i t_i or argmax_i max_j t_ij;   p of a model = the largest P*(T* ≥ T) up to its elimination, 1 for the last one left;   set at confidence 1 − α: p ≥ α</code>
/// <para>The distribution is a circular block bootstrap of origins with blocks of length max(h, ⌈n^{1/3}⌉), 1000 draws, from a fixed seed, the same
/// draws for all models. A variance of zero, to rounding, means equal losses in every draw: such models are neither better nor worse.</para>
/// <para>Shapes: one array of losses a model, all of one length. Domain: finite losses; undefined without models or with fewer than 20 origins.</para>
/// <para>Reference: Hansen, Lunde and Nason (2011), Econometrica 79, section 3.1.2.</para>
/// </summary>
/// <param name="P">p-value of each model.</param>
/// <param name="Elimination">Indices of the models in the order in which they leave, the one that is left at the end.</param>
public sealed record ModelConfidenceSet(IReadOnlyList<double> P, IReadOnlyList<int> Elimination)
{
    private const int Draws = 1000;

    // Deviations of means below this share of the largest mean are rounding.
    private const double Rounding = 1e-12;

    /// <summary>Whether each model is in the set at confidence 1 − <paramref name="alpha"/>.</summary>
    public bool[] Members(double alpha)
    {
        Guard.InRange(alpha, 0, 1);
        return [.. P.Select(p => p >= alpha)];
    }

    /// <summary>The set of <paramref name="losses"/> at every confidence; targets span <paramref name="steps"/> origins.</summary>
    public static Outcome<ModelConfidenceSet> Of(IReadOnlyList<double[]> losses, int steps, ModelConfidenceStatistic statistic = ModelConfidenceStatistic.Max, ulong seed = 20240101)
    {
        var (m, n) = (losses.Count, losses.Count == 0 ? 0 : losses[0].Length);
        Guard.AtLeast(steps, 1);
        foreach (var l in losses)
        {
            Guard.SameLength(l.Length, n, nameof(losses));
            Guard.AllFinite(l);
        }
        if (m == 0) return new("there are no models");
        if (n < DieboldMariano.Least) return new($"{n} origins; {DieboldMariano.Least} are needed");
        double[] mean = [.. losses.Select(l => l.Average())];
        // What a draw's mean loss differs from the sample's.
        var deviations = Bootstrap(losses, n, Math.Max(steps, (int)Math.Ceiling(Math.Cbrt(n))), seed);
        foreach (var d in deviations)
        {
            for (var i = 0; i < m; i++) d[i] -= mean[i];
        }
        var least = Square(Rounding * mean.Max(Math.Abs));
        var (inside, elimination, p, largest) = (Enumerable.Range(0, m).ToList(), new List<int>(), new double[m], 0.0);
        while (inside.Count > 1)
        {
            var (share, worst) = statistic == ModelConfidenceStatistic.Max ? Max(inside, mean, deviations, least) : Range(inside, mean, deviations, least);
            p[worst] = largest = Math.Max(largest, share);
            elimination.Add(worst);
            inside.Remove(worst);
        }
        p[inside[0]] = 1;
        return new ModelConfidenceSet(p, [.. elimination, inside[0]]);
    }

    private static (double Share, int Worst) Max(List<int> set, double[] mean, double[][] deviations, double least)
    {
        var (centre, centres) = (set.Average(i => mean[i]), Array.ConvertAll(deviations, d => set.Average(i => d[i])));
        double[] scale = [.. set.Select(i => Inverse(Enumerable.Range(0, Draws).Average(b => Square(deviations[b][i] - centres[b])), least))];
        double[] t = [.. set.Select((i, k) => (mean[i] - centre) * scale[k])];
        var largest = t.Max();
        return (Share(b => set.Select((i, k) => (deviations[b][i] - centres[b]) * scale[k]).Max() >= largest), set[Array.IndexOf(t, largest)]);
    }

    private static (double Share, int Worst) Range(List<int> set, double[] mean, double[][] deviations, double least)
    {
        var pairs = (from i in set from j in set where i < j select (I: i, J: j, Scale: Inverse(deviations.Average(d => Square(d[i] - d[j])), least))).ToArray();
        var largest = pairs.Max(x => Math.Abs(mean[x.I] - mean[x.J]) * x.Scale);
        var worst = set.MaxBy(i => pairs.Where(x => x.I == i || x.J == i).Max(x => (x.I == i ? mean[i] - mean[x.J] : mean[i] - mean[x.I]) * x.Scale));
        return (Share(b => pairs.Max(x => Math.Abs(deviations[b][x.I] - deviations[b][x.J]) * x.Scale) >= largest), worst);
    }

    private static double Share(Func<int, bool> exceeds) => Enumerable.Range(0, Draws).Count(exceeds) / (double)Draws;

    private static double Inverse(double variance, double least) => variance > least ? 1 / Math.Sqrt(variance) : 0;

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
