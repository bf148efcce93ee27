namespace Forecast.Core.Numerics;

/// <summary>
/// Generalised Pareto distribution of excesses over a high threshold.
/// <code>P(X &gt; x) = (1 + ξ x/β)^{−1/ξ},   e^{−x/β} where ξ = 0</code>
/// <para>Estimated by probability-weighted moments a₀ = x̄ and a₁ = Σ (1 − p_i) x₍ᵢ₎/n with p_i = (i − 0.35)/n: ξ = 2 − a₀/(a₀ − 2 a₁), β = 2 a₀ a₁/(a₀ − 2 a₁). A shape outside
/// [<see cref="LeastShape"/>, <see cref="MostShape"/>] is moved to its end, and β is then what gives the mean: β = a₀ (1 − ξ).</para>
/// <para>Units: the scale's are those of the excesses. Domain: excesses of at least 0, not all of them 0.</para>
/// <para>Reference: Pickands (1975), Annals of Statistics 3; Hosking and Wallis (1987), Technometrics 29, section 3, which finds these moments better than maximum likelihood below 500 excesses.</para>
/// </summary>
/// <param name="Shape">ξ; above 0 the tail is a power law.</param>
/// <param name="Scale">β.</param>
public readonly record struct GeneralizedPareto(double Shape, double Scale)
{
    /// <summary>No tail of returns is taken to be shorter than exponential.</summary>
    public const double LeastShape = 0;

    /// <summary>Half: above it there is no variance, and moments say little.</summary>
    public const double MostShape = 0.5;

    /// <summary>Excess that is exceeded with probability <paramref name="probability"/>.</summary>
    public double Quantile(double probability)
    {
        var log = Math.Log(Guard.InRange(probability, double.Epsilon, 1));
        return Shape == 0 ? -Scale * log : Scale / Shape * (Math.Exp(-Shape * log) - 1);
    }

    /// <summary>Mean of what lies beyond <paramref name="excess"/>: (x + β)/(1 − ξ). Domain: ξ below 1.</summary>
    public double MeanBeyond(double excess) => (excess + Scale) / (1 - Shape);

    /// <summary>The distribution of <paramref name="excesses"/>, sorted ascending.</summary>
    public static GeneralizedPareto Of(ReadOnlySpan<double> excesses)
    {
        double n = Guard.AtLeast(excesses.Length, 1), mean = 0, weighted = 0;
        for (var i = 0; i < excesses.Length; i++)
        {
            mean += Guard.InRange(excesses[i], 0, double.MaxValue) / n;
            weighted += (1 - ((i + 0.65) / n)) * excesses[i] / n;
        }
        Guard.Positive(mean, nameof(excesses));
        var shape = 2 - (mean / (mean - (2 * weighted)));
        var kept = Math.Clamp(shape, LeastShape, MostShape);
        return new GeneralizedPareto(kept, shape == kept ? 2 * mean * weighted / (mean - (2 * weighted)) : mean * (1 - kept));
    }
}
