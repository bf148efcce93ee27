using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Control of the false-discovery rate over many tests: of what is rejected at level q, a share of at most q is expected to be wrong.
/// <code>adjusted p₍ᵢ₎ = min_{j ≥ i} min(1, m p₍ⱼ₎/j);   rejected where adjusted p ≤ q</code>
/// <para>Right for independent tests and for those that depend positively. Domain: p-values in [0, 1]; m counts those that there are, an undefined test having none.</para>
/// <para>Reference: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57.</para>
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>Adjusted p-values, in the order of <paramref name="p"/>; null where the test was undefined.</summary>
    public static double?[] Adjust(IReadOnlyList<double?> p)
    {
        foreach (var value in p) Guard.InRange(value ?? 0, 0, 1, nameof(p));
        int[] order = [.. Enumerable.Range(0, p.Count).Where(i => p[i] is not null).OrderBy(i => p[i])];
        var (adjusted, least) = (new double?[p.Count], 1.0);
        for (var rank = order.Length; rank >= 1; rank--) adjusted[order[rank - 1]] = least = Math.Min(least, order.Length * p[order[rank - 1]]!.Value / rank);
        return adjusted;
    }

    /// <summary>Which hypotheses are rejected at false-discovery rate <paramref name="rate"/>.</summary>
    public static bool[] Reject(IReadOnlyList<double?> p, double rate)
    {
        Guard.InsideUnit(rate);
        return [.. Adjust(p).Select(a => a <= rate)];
    }
}
