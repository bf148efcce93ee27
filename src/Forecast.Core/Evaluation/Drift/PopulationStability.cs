using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// How far the distribution of recent values is from that of a reference.
/// <code>PSI = Σ_b (p_b − q_b) ln(p_b / q_b),   shift = (mean of recent − mean of reference)/σ of reference</code>
/// <para>q and p are the shares of reference and recent values in bins that each hold the same number of reference values; a share of none counts as half a value. By convention, below 0.1 nothing has
/// changed, from 0.25 on much has. It is the symmetric Kullback–Leibler divergence of the binned values; for equal normal distributions whose means are δ standard deviations apart it tends to δ².</para>
/// <para>Domain: finite values, at least five a bin of the reference and as many recent ones as bins; undefined with fewer, or where the reference does not vary.</para>
/// <para>Reference: Kullback and Leibler (1951), Annals of Mathematical Statistics 22; Siddiqi (2006), Credit Risk Scorecards, for the convention.</para>
/// </summary>
/// <param name="Index">PSI.</param>
/// <param name="Shift">Signed shift of the mean.</param>
/// <param name="Count">Recent values.</param>
/// <param name="Bins">Bins.</param>
public sealed record PopulationStability(double Index, double Shift, int Count, int Bins)
{
    private const int LeastABin = 5;

    /// <summary>Compares <paramref name="recent"/> with <paramref name="reference"/>.</summary>
    public static Outcome<PopulationStability> Of(ReadOnlySpan<double> reference, ReadOnlySpan<double> recent, int bins = 10)
    {
        Guard.AtLeast(bins, 2);
        Guard.AllFinite(reference);
        Guard.AllFinite(recent);
        if (reference.Length < bins * LeastABin || recent.Length < bins) return new($"{reference.Length} reference and {recent.Length} recent values; {bins * LeastABin} and {bins} are needed");
        var sorted = reference.ToArray();
        Array.Sort(sorted);
        if (sorted[0] == sorted[^1]) return new("the reference values are all the same");
        // Upper edges: values that are equal to an edge belong below it.
        double[] edges = [.. Enumerable.Range(1, bins - 1).Select(b => sorted[(int)((long)b * sorted.Length / bins) - 1])];
        var (q, p) = (Shares(sorted, edges), Shares(recent, edges));
        var index = 0.0;
        for (var b = 0; b < bins; b++) index += (p[b] - q[b]) * Math.Log(p[b] / q[b]);
        var (mean, deviation) = Moments(sorted);
        return new PopulationStability(index, (Moments(recent).Mean - mean) / deviation, recent.Length, bins);
    }

    private static double[] Shares(ReadOnlySpan<double> values, double[] edges)
    {
        var counts = new int[edges.Length + 1];
        foreach (var x in values)
        {
            var b = 0;
            while (b < edges.Length && x > edges[b]) b++;
            counts[b]++;
        }
        var n = (double)values.Length;
        return Array.ConvertAll(counts, c => Math.Max(c, 0.5) / n);
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> values)
    {
        double mean = 0, squares = 0;
        foreach (var x in values) mean += x / values.Length;
        foreach (var x in values) squares += (x - mean) * (x - mean) / values.Length;
        return (mean, Math.Sqrt(squares));
    }
}
