namespace Forecast.Core.Numerics;

/// <summary>Where a minimisation ended.</summary>
/// <param name="X">The best point found.</param>
/// <param name="Value">The function's value there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Ending">Why it stopped.</param>
public sealed record Minimum(double[] X, double Value, int Iterations, MinimumEnding Ending);
