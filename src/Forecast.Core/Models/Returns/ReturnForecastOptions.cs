namespace Forecast.Core.Models;

/// <summary>What may be said about a forecast of a return model.</summary>
public sealed record ReturnForecastOptions
{
    /// <summary>Fewest residuals that are resampled.</summary>
    public const int LeastResiduals = 30;

    /// <summary>The method; null is the closed form where the model has one, and else simulation.</summary>
    public ForecastMethod? Method { get; init; }

    /// <summary>Paths, in pairs of which the second takes the opposite errors: an even number from 100 to 10 million.</summary>
    public int Paths { get; init; } = 10_000;

    /// <summary>Seed of the paths: the same seed, the same forecast.</summary>
    public ulong Seed { get; init; }

    /// <summary>Probabilities, in (0, 1), of the quantiles asked for. They take paths whatever the method is; with <see cref="ForecastMethod.Analytic"/> those of the model's distribution.</summary>
    public IReadOnlyList<double> Probabilities { get; init; } = [];

    /// <summary>Standardised residuals e/√h of the sample, in any order, for <see cref="ForecastMethod.Bootstrap"/>: at least <see cref="LeastResiduals"/>, not all equal.</summary>
    public IReadOnlyList<double> Residuals { get; init; } = [];

    /// <summary>Values that the regressors of the variance equation keep in every step; empty where it has none, or where they take what it expects of them.</summary>
    public IReadOnlyList<double> Regressors { get; init; } = [];
}
