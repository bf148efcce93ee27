namespace Forecast.Core.Models;

/// <summary>How the expected variances of the coming steps are found.</summary>
public enum ForecastMethod
{
    /// <summary>In closed form.</summary>
    Analytic,

    /// <summary>As the mean of paths with errors drawn from the model's distribution.</summary>
    Simulation,

    /// <summary>
    /// As the mean of paths with errors drawn from the sample's standardised residuals, recentred to mean 0 and variance 1: filtered historical simulation, Barone-Adesi, Giannopoulos and
    /// Vosper (1999), Journal of Futures Markets 19.
    /// </summary>
    Bootstrap,
}
