using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin rates from a volatility: the expected shortfall of a lognormal price over a horizon.
/// <code>
/// long   1 − (1/λ) e^{m + s²/2} Φ(Φ⁻¹(λ) − s)
/// short  (1/λ) e^{m + s²/2} Φ(s − Φ⁻¹(1 − λ)) − 1,      s = σ√τ,  m = (μ − σ²/2)τ
/// </code>
/// <para>Both rise with σ, and as λ falls. With μ of at least 0 the short's is never below the long's: a price may rise without bound.</para>
/// <para>Units: shares of notional. Domain: σ and τ above 0, λ strictly between 0 and 1, μ finite.</para>
/// <para>Reference: Vega protocol, margins and credit risk on derivatives, section on the lognormal risk model.</para>
/// </summary>
/// <param name="Long">Rate of a long; below 1.</param>
/// <param name="Short">Rate of a short; may be above 1.</param>
public readonly record struct LognormalRiskFactors(double Long, double Short)
{
    /// <summary>The rates of a volatility.</summary>
    /// <param name="volatility">σ, a year.</param>
    /// <param name="years">τ, the horizon.</param>
    /// <param name="tailProbability">λ: 0.01 is a confidence of 99 %.</param>
    /// <param name="drift">μ, a year.</param>
    public static LognormalRiskFactors Of(double volatility, double years, double tailProbability, double drift = 0)
    {
        Guard.Positive(volatility);
        Guard.Positive(years);
        var tail = new LognormalTail((Guard.Finite(drift) - (volatility * volatility / 2)) * years, volatility * Math.Sqrt(years));
        return new LognormalRiskFactors(1 - tail.LowerMean(tailProbability), tail.UpperMean(tailProbability) - 1);
    }
}
