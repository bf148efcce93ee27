namespace Forecast.Core.Models;

/// <summary>The outcome of a fit: a model, or a stated refusal.</summary>
/// <param name="Model">The fitted model; null where the fit was refused or failed.</param>
/// <param name="Status"><see cref="FitStatus.Failed"/> exactly where <paramref name="Model"/> is null.</param>
/// <param name="Reason">Why there is no model, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
public sealed record FitResult(FittedModel? Model, FitStatus Status, string? Reason)
{
    /// <summary>A refusal with its reason.</summary>
    public static FitResult Refused(string reason) => new(null, FitStatus.Failed, reason);

    /// <summary>A fit whose status is the model's own.</summary>
    public static FitResult Of(FittedModel model, string? reason = null) => new(model, model.Status, reason);
}
