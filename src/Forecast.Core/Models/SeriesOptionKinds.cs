namespace Forecast.Core.Models;

/// <summary>What a model lets one choose in a fit to a plain series.</summary>
[Flags]
public enum SeriesOptionKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary><see cref="SeriesOptions.Orders"/>.</summary>
    Orders = 1,

    /// <summary><see cref="SeriesOptions.Lags"/>.</summary>
    Lags = 2,

    /// <summary><see cref="SeriesOptions.Distribution"/>.</summary>
    Distribution = 4,

    /// <summary><see cref="SeriesOptions.Presample"/>.</summary>
    Init = 8,

    /// <summary><see cref="SeriesOptions.Mean"/>.</summary>
    Mean = 16,

    /// <summary><see cref="SeriesSample.Exogenous"/>.</summary>
    Exogenous = 32,
}
