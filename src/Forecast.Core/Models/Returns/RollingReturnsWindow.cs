namespace Forecast.Core.Models;

/// <summary>A <see cref="ReturnModel"/> estimated on one window of a series, in the units of the series.</summary>
/// <param name="First">Index of the window's first return in the series.</param>
/// <param name="Status">How the estimation ended.</param>
/// <param name="Reason">Why there is no estimate, or why the status is not <see cref="FitStatus.Converged"/>; null otherwise.</param>
/// <param name="Values">The parameters in the order of <see cref="ReturnModel.Names"/>; empty exactly where the status is <see cref="FitStatus.Failed"/>.</param>
/// <param name="LogLikelihood">Log-likelihood of the window, constants included; null where there is no estimate.</param>
/// <param name="NextVariance">The conditional variance of the return after the window's last; null where there is no estimate.</param>
public sealed record RollingReturnsWindow(int First, FitStatus Status, string? Reason, IReadOnlyList<double> Values, double? LogLikelihood, double? NextVariance);
