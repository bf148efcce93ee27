using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// The upper tail of standardised moves z: order statistics up to the nine tenths quantile u, beyond it a generalised Pareto distribution of the excesses.
/// <code>q(c) = z₍⌈nc⌉₎ for c ≤ 0.9,   u + (β/ξ)(((1 − c)/0.1)^{−ξ} − 1) beyond;   ES(c) = (q + β − ξ u)/(1 − ξ) beyond</code>
/// <para>With fewer than <see cref="LeastExcesses"/> excesses the shape is that of Student's t with 4 degrees of freedom, ¼, and the scale what gives their mean; where nothing lies beyond u, the tail is u.</para>
/// <para>Units: those of z. Domain: c in [0.5, 1). Reference: McNeil and Frey (2000), Journal of Empirical Finance 7, equations 12 and 15.</para>
/// </summary>
public sealed class MoveTail
{
    /// <summary>Fewest excesses for a shape of their own.</summary>
    public const int LeastExcesses = 50;

    private const double TailShare = 0.10, UsualShape = 0.25;

    private readonly double[] _sorted;
    private readonly GeneralizedPareto? _excess;

    private MoveTail(double[] sorted, int rank)
    {
        (_sorted, Threshold) = (sorted, sorted[rank - 1]);
        var excesses = Array.ConvertAll(sorted[rank..], z => z - Threshold);
        if (excesses.Length > 0 && excesses[^1] > 0)
            _excess = excesses.Length >= LeastExcesses ? GeneralizedPareto.Of(excesses) : new GeneralizedPareto(UsualShape, excesses.Average() * (1 - UsualShape));
    }

    /// <summary>u.</summary>
    public double Threshold { get; }

    /// <summary>Values that it stands on.</summary>
    public int Count => _sorted.Length;

    /// <summary>The tail of values sorted ascending, at least one.</summary>
    public static MoveTail Of(double[] sorted) => new(sorted, OrderStatistic.Rank(sorted.Length, 1 - TailShare));

    /// <summary>q(c).</summary>
    public double Quantile(double confidence) => Guard.InRange(confidence, 0.5, 1 - 1e-9) <= 1 - TailShare ? OrderStatistic.Of(_sorted, confidence) : Threshold + Excess(confidence);

    /// <summary>ES(c): the mean beyond the quantile, for c of at least 0.9.</summary>
    public double Shortfall(double confidence) => Threshold + (_excess?.MeanBeyond(Excess(Guard.InRange(confidence, 1 - TailShare, 1 - 1e-9))) ?? 0);

    /// <summary>Share of the values that are at most <paramref name="z"/>.</summary>
    public double ShareUpTo(double z) => _sorted.Count(x => x <= z) / (double)_sorted.Length;

    private double Excess(double confidence) => _excess?.Quantile(Math.Min(1, (1 - confidence) / TailShare)) ?? 0;
}
