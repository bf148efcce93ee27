namespace Forecast.Core.Models;

/// <summary>A GARCH(1,1) estimated on one window of a series, in the units of the returns.</summary>
public sealed record RollingGarchWindow
{
    /// <summary>Index of the window's first return in the series.</summary>
    public required int First { get; init; }

    /// <summary>How the estimation ended.</summary>
    public required FitStatus Status { get; init; }

    /// <summary>Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The estimate; null exactly where the status is <see cref="FitStatus.Failed"/>, and with it the log-likelihood and the variance.</summary>
    public GarchParameters? Parameters { get; init; }

    /// <summary>Gaussian log-likelihood of the window, 2π included.</summary>
    public double? LogLikelihood { get; init; }

    /// <summary>The conditional variance of the return after the window's last.</summary>
    public double? NextVariance { get; init; }
}
