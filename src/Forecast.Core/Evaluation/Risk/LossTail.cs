using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The tail of a loss over a horizon: quantile and expected shortfall at any confidence from where the tail begins.
/// <code>VaR_c = √f t (1 + G((1 − c)/π)),   ES_c = √f t (1 + (G((1 − c)/π) + β)/(1 − ξ))</code>
/// <para>G(p) is the excess that a generalised Pareto distribution (ξ, β) exceeds with probability p.</para>
/// <para>Units: losses are simple returns, as those of the <see cref="LossSample"/>. Domain: 1 − π ≤ c &lt; 1.</para>
/// <para>Reference: McNeil and Frey (2000), Journal of Empirical Finance 7, eqs. 11 and 16.</para>
/// </summary>
/// <param name="Volatility">√f, the root of the forecast variance.</param>
/// <param name="Threshold">t, the standardised loss at which the tail begins.</param>
/// <param name="Share">π, the probability of a loss beyond it.</param>
/// <param name="Excess">Distribution of what lies beyond, in units of t.</param>
public readonly record struct LossTail(double Volatility, double Threshold, double Share, GeneralizedPareto Excess)
{
    /// <summary>The loss that is exceeded with probability 1 − <paramref name="confidence"/>.</summary>
    public double Quantile(double confidence) => Volatility * Threshold * (1 + ExcessAt(confidence));

    /// <summary>The mean of losses beyond the quantile.</summary>
    public double Shortfall(double confidence) => Volatility * Threshold * (1 + Excess.MeanBeyond(ExcessAt(confidence)));

    private double ExcessAt(double confidence) => Excess.Quantile((1 - Guard.InRange(confidence, 1 - Share, 1 - 1e-9)) / Share);
}
