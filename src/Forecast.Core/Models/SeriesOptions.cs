namespace Forecast.Core.Models;

/// <summary>What may be said about a fit to a plain series; absent is the model's own default, and a model refuses what it cannot do.</summary>
public sealed record SeriesOptions
{
    /// <summary>What the variance recursion starts from.</summary>
    public PresampleVariance? Presample { get; init; }

    /// <summary>The mean equation.</summary>
    public ConditionalMean? Mean { get; init; }

    /// <summary>Orders p, o, q of a member of the GARCH family: lags of the shock, of its asymmetric part, of the variance. Two orders are p and q.</summary>
    public IReadOnlyList<int>? Orders { get; init; }

    /// <summary>Id of the error distribution.</summary>
    public string? Distribution { get; init; }

    /// <summary>Lags of a heterogeneous autoregression, of HARCH, or of an autoregressive mean.</summary>
    public IReadOnlyList<int>? Lags { get; init; }
}
