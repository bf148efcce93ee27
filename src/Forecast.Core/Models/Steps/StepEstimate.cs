namespace Forecast.Core.Models;

/// <summary>What a <see cref="StepModel"/> estimated.</summary>
/// <param name="Status">How the estimation ended.</param>
/// <param name="Reason">Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
/// <param name="Parameters">Names and values; empty where the status is <see cref="FitStatus.Failed"/>.</param>
/// <param name="Variances">The variance that the model gives to each step's return; null where it forecasts realised variance itself.</param>
/// <param name="Opening">The state before the first step.</param>
internal sealed record StepEstimate(FitStatus Status, string? Reason, IReadOnlyList<Parameter> Parameters, IReadOnlyList<double>? Variances, double[] Opening)
{
    /// <summary>A refusal with its reason.</summary>
    public static StepEstimate Refused(string reason) => new(FitStatus.Failed, reason, [], null, []);
}
