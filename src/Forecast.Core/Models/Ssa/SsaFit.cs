namespace Forecast.Core.Models;

/// <summary>The outcome of <see cref="SsaEstimator.Fit"/>: an estimate, or a stated refusal.</summary>
/// <param name="Estimate">The estimate; null exactly where <paramref name="Status"/> is <see cref="FitStatus.Failed"/>.</param>
/// <param name="Status">How the estimation ended.</param>
/// <param name="Reason">Why there is no estimate; null otherwise.</param>
public sealed record SsaFit(SsaEstimate? Estimate, FitStatus Status, string? Reason)
{
    /// <summary>A refusal with its reason.</summary>
    public static SsaFit Refused(string reason) => new(null, FitStatus.Failed, reason);
}
