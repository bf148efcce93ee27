namespace Forecast.Core.Models;

/// <summary>A column beside the realised variance that a heterogeneous autoregression needs.</summary>
public enum HarCompanion
{
    /// <summary>Realised quarticity.</summary>
    Quarticity,

    /// <summary>Bipower variation.</summary>
    Bipower,

    /// <summary>Realised variance of the falls.</summary>
    DownSemivariance,

    /// <summary>Any number of other columns.</summary>
    Exogenous,
}
