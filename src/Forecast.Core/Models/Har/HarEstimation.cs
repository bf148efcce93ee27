namespace Forecast.Core.Models;

/// <summary>How the coefficients of a heterogeneous autoregression are estimated.</summary>
public enum HarEstimation
{
    /// <summary>Ordinary least squares; for logs the forecast takes the winsorised smearing factor.</summary>
    LeastSquares,

    /// <summary>Least squares with weights 1/f², f the fit of ordinary least squares.</summary>
    Weighted,

    /// <summary>Gamma regression with a log link.</summary>
    Gamma,

    /// <summary>Ridge regression or elastic net of logs, whichever and with whatever penalty did best walking forward.</summary>
    Penalized,
}
