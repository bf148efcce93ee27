using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Test of equal conditional predictive ability: whether the next loss difference can be told from the last one known.
/// <code>GW = n z̄ᵀ Ω⁻¹ z̄ ~ χ²(2),   z_t = (1, d_{t−h})ᵀ d_t,   Ω = Γ₀ + Σ_{k&lt;h} (1 − k/h) (Γ_k + Γ_kᵀ),  Γ_k = Σ z_t z_{t−k}ᵀ/n</code>
/// <para>d is a loss difference; h is the number of origins that a target spans, so that d_{t−h} is the last difference known at origin t. A forecast d̂ = b₀ + b₁ d_{t−h} by least squares
/// tells which model is expected to be better; <see cref="FirstPreferred"/> is how often that is the first.</para>
/// <para>Domain: finite differences in time order; undefined with fewer than <see cref="DieboldMariano.Least"/> after the lag, or where Ω is singular, as with equal differences.</para>
/// <para>Reference: Giacomini and White (2006), Econometrica 74, theorems 1 and 3, and section 4 for the decision rule.</para>
/// </summary>
/// <param name="Test">The Wald statistic.</param>
/// <param name="MeanDifference">Mean of d_t over the rows used.</param>
/// <param name="FirstPreferred">Share of origins where d̂ &lt; 0.</param>
/// <param name="Count">Rows n.</param>
public sealed record GiacominiWhite(ChiSquaredStatistic Test, double MeanDifference, double FirstPreferred, int Count)
{
    /// <summary>Tests the differences of the first model's losses from the second's.</summary>
    public static Outcome<GiacominiWhite> Of(ReadOnlySpan<double> difference, int steps)
    {
        Guard.AtLeast(steps, 1);
        Guard.AllFinite(difference);
        var n = difference.Length - steps;
        if (n < DieboldMariano.Least) return new($"{Math.Max(0, n)} loss differences after the lag of {steps}; {DieboldMariano.Least} are needed");
        var (known, next) = (difference[..n].ToArray(), difference[steps..].ToArray());
        double[][] products = [next, [.. next.Zip(known, (d, l) => d * l)]];
        var covariance = NeweyWest.Covariance(products, steps - 1);
        double[] sums = [next.Sum(), products[1].Sum()], solved = [.. sums];
        if (!Cholesky.Factor(covariance) || LeastSquares.Solve([known], next) is not { } forecast) return new("the loss differences do not vary");
        Cholesky.Solve(covariance, solved);
        return new GiacominiWhite(
            ChiSquaredStatistic.Of((sums[0] * solved[0]) + (sums[1] * solved[1]), 2), sums[0] / n, known.Count(l => forecast[0] + (forecast[1] * l) < 0) / (double)n, n);
    }

    /// <summary>Tests a panel, over the mean difference at each origin.</summary>
    public static Outcome<GiacominiWhite> Pooled(IEnumerable<PairedLoss> rows, int steps) => Of([.. DatedLoss.Of(rows).Select(d => d.Difference)], steps);
}
