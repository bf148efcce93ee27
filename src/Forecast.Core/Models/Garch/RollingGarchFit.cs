namespace Forecast.Core.Models;

/// <summary>The outcome of <see cref="RollingGarch.Fit"/>.</summary>
/// <param name="Windows">The windows in the order of time; empty exactly where the series is refused.</param>
/// <param name="Reason">Why the series is refused; null otherwise.</param>
public sealed record RollingGarchFit(IReadOnlyList<RollingGarchWindow> Windows, string? Reason)
{
    /// <summary>A refusal with its reason.</summary>
    public static RollingGarchFit Refused(string reason) => new([], reason);
}
