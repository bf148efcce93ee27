namespace Forecast.Core.Models;

/// <summary>
/// What a return model expects of the steps (T, T + h], for several horizons h: one entry each. Coherent across horizons: variances increase, and the difference of two is that of the steps
/// between them.
/// </summary>
public sealed record ReturnForecast
{
    /// <summary>How the variances were found.</summary>
    public required ForecastMethod Method { get; init; }

    /// <summary>Horizons in steps.</summary>
    public required IReadOnlyList<int> Horizons { get; init; }

    /// <summary>E Σ r: the expected sum of the values.</summary>
    public required IReadOnlyList<double> Returns { get; init; }

    /// <summary>E Σ e² = E Σ h: the expected realised variance.</summary>
    public required IReadOnlyList<double> Variances { get; init; }

    /// <summary>Standard errors of <see cref="Variances"/> that come from the number of paths; 0 in closed form.</summary>
    public required IReadOnlyList<double> VarianceErrors { get; init; }

    /// <summary>Probabilities of the quantiles.</summary>
    public IReadOnlyList<double> Probabilities { get; init; } = [];

    /// <summary>Quantiles of Σ r, one for each probability.</summary>
    public IReadOnlyList<IReadOnlyList<double>> ReturnQuantiles { get; init; } = [];

    /// <summary>Quantiles of Σ e², the realised variance over the model's own steps, one for each probability.</summary>
    public IReadOnlyList<IReadOnlyList<double>> VarianceQuantiles { get; init; } = [];
}
