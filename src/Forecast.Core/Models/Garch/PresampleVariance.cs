namespace Forecast.Core.Models;

/// <summary>
/// What a conditional-variance recursion uses before its first observation. Packages differ here, and their estimates with it: compare within one only.
/// </summary>
public enum PresampleVariance
{
    /// <summary>
    /// e²₋₁ = h₋₁ = backcast, the exponentially weighted (0.94) mean of the first 75 squared residuals around the sample mean, fixed during the
    /// estimation; as the Python package arch.
    /// </summary>
    Arch,

    /// <summary>e²₋₁ = h₋₁ = mean of e² at the current mean; as Fiorentini, Calzolari and Panattoni (1996), the benchmark, and fGarch.</summary>
    Fcp,

    /// <summary>h₀ = mean of e² at the current mean; as rugarch.</summary>
    Rugarch,
}
