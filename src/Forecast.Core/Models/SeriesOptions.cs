namespace Forecast.Core.Models;

/// <summary>What may be said about a fit to a plain series; absent is the model's own default, and a model refuses what it cannot do.</summary>
public sealed record SeriesOptions
{
    /// <summary>What the variance recursion starts from.</summary>
    public PresampleVariance? Presample { get; init; }

    /// <summary>The mean equation.</summary>
    public ConditionalMean? Mean { get; init; }

    /// <summary>Lags of a heterogeneous autoregression.</summary>
    public IReadOnlyList<int>? Lags { get; init; }
}
