using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Paths of a singular spectrum forecast, the same for the same seed.
/// <code>x_{t+1} = s₁ exp(m + g₁ᵀ (ln x_{t−L+1} − m, …, ln x_t − m)) ε_{t+1}</code>
/// <para>The recurrent forecast of one step goes on from what was simulated before it. ε is drawn from the one-step errors of the sample (<see cref="ForecastErrors"/>), so the forecast is the conditional mean; the log's forecast stays
/// within the range of the sample's logs, so a path cannot run away.</para>
/// <para>Reference: Golyandina and Zhigljavsky (2013), Singular Spectrum Analysis for Time Series, section 3.2, for residuals of the recurrence that are drawn again.</para>
/// </summary>
public static class SsaSimulation
{
    /// <summary>A path of the <paramref name="length"/> steps after <paramref name="variances"/>, the series of <paramref name="estimate"/>.</summary>
    public static double[] Run(SsaEstimate estimate, ReadOnlySpan<double> variances, int length, ulong seed)
    {
        Guard.AtLeast(length, 0);
        Guard.SameLength(variances.Length, estimate.Choice.Window + estimate.Variances.Count, nameof(variances));
        var errors = ForecastErrors.Of(variances[estimate.Choice.Window..], [.. estimate.Variances]);
        var (random, filter, path) = (Xoshiro256.Stream(seed, "ssa"), new SsaFilter(estimate.State), new double[length]);
        for (var t = 0; t < length; t++)
        {
            path[t] = ForecastErrors.Checked(filter.Forecast(1) * errors[random.Next(errors.Length)]);
            filter.Append(path[t]);
        }
        return path;
    }
}
