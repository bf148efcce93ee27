namespace Forecast.Core.Models;

/// <summary>How a regressor of a heterogeneous autoregression is made of a measure x.</summary>
public enum HarTermForm
{
    /// <summary>The mean of x over the last k rows.</summary>
    Mean,

    /// <summary>The log of that mean.</summary>
    LogMean,

    /// <summary>(√(mean of RQ over the last k rows) − √(mean of RQ over all rows)) × mean of x over the last k rows.</summary>
    RootQuarticity,

    /// <summary>The mean of x over all rows before, with weights that halve every k rows.</summary>
    Exponential,
}
