namespace Forecast.Core.Numerics;

/// <summary>Where a minimisation under linear inequalities ended.</summary>
/// <param name="X">The best point found; it keeps every constraint.</param>
/// <param name="Value">The function's value there.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Ending">Why it stopped.</param>
/// <param name="Active">Indices, increasing, of the constraints that hold with equality at <paramref name="X"/>.</param>
public sealed record ConstrainedMinimum(double[] X, double Value, int Iterations, MinimumEnding Ending, IReadOnlyList<int> Active)
{
    /// <summary>The step that the search would have taken from there, by the largest of its components as shares of the variables, of one near 0 that of 0.01.</summary>
    public double NextStep { get; init; }
}
