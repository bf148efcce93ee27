namespace Forecast.Core.Models;

/// <summary>The outcome of a fit to returns and a realised measure: an estimate, or a stated refusal.</summary>
/// <param name="Estimate">The estimate; null exactly where <paramref name="Status"/> is <see cref="FitStatus.Failed"/>.</param>
/// <param name="Status">How the estimation ended; of a model of two equations the worse of theirs.</param>
/// <param name="Reason">Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
/// <param name="Iterations">Steps taken.</param>
public sealed record RealizedFit<TParameters, TState>(RealizedEstimate<TParameters, TState>? Estimate, FitStatus Status, string? Reason, int Iterations)
{
    /// <summary>A refusal with its reason.</summary>
    internal static RealizedFit<TParameters, TState> Refused(string reason) => new(null, FitStatus.Failed, reason, 0);
}
