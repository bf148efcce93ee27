namespace Forecast.Core.Margin;

/// <summary>
/// Keeps coverage as promised in the long run, whatever the model does: a factor on the margin's move that every breach raises and every covered period lowers a little.
/// Breaches are those of the 99 % rate, and the factor is one for all confidences: a higher confidence never has a lower margin.
/// <code>κ ← clamp(κ + η (1{breach} − 0.01), κ₀, κ₁),   η = 0.05,   [κ₀, κ₁] = [−0.3, 0.5];   factor = e^κ</code>
/// <para>While κ is inside its bounds, the share of breaches over N periods differs from 1 % by at most (κ₁ − κ₀)/(η N). Where periods overlap, each counts as the part of it that is new.</para>
/// <para>Reference: Gibbs and Candès (2021), Advances in Neural Information Processing Systems 34; Angelopoulos, Candès and Tibshirani (2023), ibid. 36, for the level as what is moved.</para>
/// </summary>
public sealed class CoverageControl(double share = 1)
{
    /// <summary>The confidence whose breaches count.</summary>
    public const double Confidence = 0.99;

    // Chosen on 2020, 2021 and 2023: the least step at which every instrument's coverage there is within chance.
    private const double Step = 0.05;

    private const double Lowest = -0.3, Highest = 0.5;

    private double _log;

    /// <summary>e^κ.</summary>
    public double Factor => Math.Exp(_log);

    /// <summary>Takes note of a period that is over.</summary>
    public void Observe(bool breach) => _log = Math.Clamp(_log + (Step * share * ((breach ? 1 : 0) - (1 - Confidence))), Lowest, Highest);
}
