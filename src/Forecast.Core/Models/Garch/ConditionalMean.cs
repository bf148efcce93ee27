namespace Forecast.Core.Models;

/// <summary>The mean equation of a return series.</summary>
public enum ConditionalMean
{
    /// <summary>r = mu + e.</summary>
    Constant,

    /// <summary>r = e.</summary>
    Zero,

    /// <summary>r = c + an autoregression of r + e.</summary>
    Ar,
}
