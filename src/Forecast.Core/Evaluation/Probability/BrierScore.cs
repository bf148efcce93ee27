namespace Forecast.Core.Evaluation;

/// <summary>
/// Mean squared error of probabilities, and what it is made of.
/// <code>BS = Σ (p_t − y_t)²/n = reliability − resolution + uncertainty</code>
/// <code>reliability = Σ_g n_g (p_g − ȳ_g)²/n,   resolution = Σ_g n_g (ȳ_g − ȳ)²/n,   uncertainty = ȳ (1 − ȳ)</code>
/// <para>Groups g are rows of equal probability, so that the parts add up exactly; for few rows of many probabilities round these first, or the first two parts overfit.</para>
/// <para>Domain: probabilities in [0, 1]; undefined without rows.</para>
/// <para>Reference: Brier (1950), Monthly Weather Review 78; Murphy (1973), Journal of Applied Meteorology 12.</para>
/// </summary>
/// <param name="Score">BS, in [0, 1]; 0 is perfect.</param>
/// <param name="Reliability">What is lost by miscalibration.</param>
/// <param name="Resolution">What is won by telling rows apart.</param>
/// <param name="Uncertainty">The score of the base rate.</param>
public sealed record BrierScore(double Score, double Reliability, double Resolution, double Uncertainty)
{
    /// <summary>1 − score/uncertainty: the share of the base rate's score that is saved; null where every outcome is the same.</summary>
    public double? Skill => Uncertainty > 0 ? 1 - (Score / Uncertainty) : null;

    /// <summary>The score of <paramref name="forecasts"/>.</summary>
    public static Outcome<BrierScore> Of(IReadOnlyList<ProbabilityForecast> forecasts)
    {
        ProbabilityForecast.Check(forecasts);
        if (forecasts.Count == 0) return new("there are no forecasts");
        double n = forecasts.Count, rate = forecasts.Average(f => f.Outcome), reliability = 0, resolution = 0;
        foreach (var group in forecasts.GroupBy(f => f.Probability))
        {
            var (share, frequency) = (group.Count() / n, group.Average(f => f.Outcome));
            reliability += share * Math.Pow(group.Key - frequency, 2);
            resolution += share * Math.Pow(frequency - rate, 2);
        }
        return new BrierScore(forecasts.Average(f => Math.Pow(f.Probability - f.Outcome, 2)), reliability, resolution, rate * (1 - rate));
    }
}
