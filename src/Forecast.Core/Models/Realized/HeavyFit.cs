namespace Forecast.Core.Models;

/// <summary>The outcome of <see cref="HeavyEstimator.Fit"/>: an estimate, or a stated refusal.</summary>
/// <param name="Estimate">The estimate; null exactly where <paramref name="Status"/> is <see cref="FitStatus.Failed"/>.</param>
/// <param name="Status">How the estimation ended; the worse of the two equations'.</param>
/// <param name="Reason">Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
/// <param name="Iterations">Steps taken for both equations.</param>
public sealed record HeavyFit(HeavyEstimate? Estimate, FitStatus Status, string? Reason, int Iterations)
{
    /// <summary>A refusal with its reason.</summary>
    public static HeavyFit Refused(string reason) => new(null, FitStatus.Failed, reason, 0);
}
