namespace Forecast.Core.Market;

/// <summary>
/// The truth that realised variance estimates, for every bar: <code>Diffusive = ∫ σ²(t) dt, Jump = Σ (jumps of the log price)²</code>
/// <para>Units: variance of log returns over the bar, dimensionless. Shapes: both columns have the length of the bars.</para>
/// </summary>
public sealed record IntegratedVariance(double[] Diffusive, double[] Jump)
{
    /// <summary>Quadratic variation of bar <paramref name="i"/>.</summary>
    public double Total(int i) => Diffusive[i] + Jump[i];
}
