namespace Forecast.Core.Models;

/// <summary>The outcome of <see cref="RealizedGarchEstimator.Fit"/>: an estimate, or a stated refusal.</summary>
/// <param name="Estimate">The estimate; null exactly where <paramref name="Status"/> is <see cref="FitStatus.Failed"/>.</param>
/// <param name="Status">How the estimation ended.</param>
/// <param name="Reason">Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
/// <param name="Iterations">Quasi-Newton and Newton steps taken.</param>
public sealed record RealizedGarchFit(RealizedGarchEstimate? Estimate, FitStatus Status, string? Reason, int Iterations)
{
    /// <summary>A refusal with its reason.</summary>
    public static RealizedGarchFit Refused(string reason) => new(null, FitStatus.Failed, reason, 0);
}
