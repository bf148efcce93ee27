namespace Forecast.Core.Models;

/// <summary>The estimate of one equation of a HEAVY model; <paramref name="First"/> is the value that its recursion starts from.</summary>
internal sealed record HeavyEquationFit(double Omega, double Alpha, double Beta, double First, double LogLikelihood, ReturnErrors Errors, FitStatus Status, string? Reason, int Iterations);
