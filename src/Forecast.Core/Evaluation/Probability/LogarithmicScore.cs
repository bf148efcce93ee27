namespace Forecast.Core.Evaluation;

/// <summary>
/// Mean negative log-likelihood of probabilities, in nats.
/// <code>−Σ ln(y_t p_t + (1 − y_t)(1 − p_t))/n</code>
/// <para>Domain: probabilities in [0, 1]. One outcome that had probability 0 makes it +∞, and rightly; without forecasts there is none.</para>
/// <para>Reference: Good (1952), Journal of the Royal Statistical Society B 14.</para>
/// </summary>
public static class LogarithmicScore
{
    /// <summary>The score of <paramref name="forecasts"/>; null without any.</summary>
    public static double? Of(IReadOnlyList<ProbabilityForecast> forecasts)
    {
        ProbabilityForecast.Check(forecasts);
        return forecasts.Count == 0 ? null : forecasts.Average(f => -Math.Log(f.Happened ? f.Probability : 1 - f.Probability));
    }
}
