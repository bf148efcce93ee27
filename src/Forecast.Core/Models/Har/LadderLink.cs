namespace Forecast.Core.Models;

/// <summary>What the linear predictor of a model of the HAR family is.</summary>
public enum LadderLink
{
    /// <summary>The variance over the horizon.</summary>
    Level,

    /// <summary>The log of the variance over the horizon, up to a factor that the estimator gives.</summary>
    Log,
}
