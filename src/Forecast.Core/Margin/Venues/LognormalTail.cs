using Forecast.Core.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Margin;

/// <summary>
/// Tails of a lognormal ratio of prices X = exp(m + s Z), Z standard normal.
/// <code>
/// lower quantile  e^{m + s z},  z = Φ⁻¹(λ)        mean below it  e^{m + s²/2} Φ(z − s)/λ
/// upper quantile  e^{m − s z}                     mean above it  e^{m + s²/2} Φ(z + s)/λ
/// </code>
/// <para>What is held and may fall has the value at risk −(lower quantile) and the expected shortfall −(mean below it); what is owed and may rise has the upper two.</para>
/// <para>Units: m and s of log prices over the whole horizon. Domain: s above 0; λ, the probability of the tail, strictly between 0 and 1.</para>
/// <para>Reference: McNeil, Frey and Embrechts (2015), Quantitative Risk Management, section 2.3; Vega protocol, quantitative library, lognormal risk measures.</para>
/// </summary>
/// <param name="Location">m.</param>
/// <param name="Scale">s.</param>
public readonly record struct LognormalTail(double Location, double Scale)
{
    /// <summary>The ratio below which X falls with probability <paramref name="probability"/>.</summary>
    public double LowerQuantile(double probability) => Math.Exp(Location + (Spread * Score(probability)));

    /// <summary>The mean of X where it is below its lower quantile.</summary>
    public double LowerMean(double probability) => Mean * Normal.CDF(0, 1, Score(probability) - Spread) / probability;

    /// <summary>The ratio above which X rises with probability <paramref name="probability"/>.</summary>
    public double UpperQuantile(double probability) => Math.Exp(Location - (Spread * Score(probability)));

    /// <summary>The mean of X where it is above its upper quantile.</summary>
    public double UpperMean(double probability) => Mean * Normal.CDF(0, 1, Score(probability) + Spread) / probability;

    private double Spread => Guard.Positive(Scale);

    private double Mean => Math.Exp(Guard.Finite(Location) + (Spread * Spread / 2));

    private static double Score(double probability) => Normal.InvCDF(0, 1, Guard.InsideUnit(probability));
}
