namespace Forecast.Core.Measures;

/// <summary>Computes a measure over a window; null where the window does not define it.</summary>
public delegate double? MeasureKernel(MeasureWindow window);

/// <summary>A realised measure of the catalogue.</summary>
/// <param name="Name">Column name in the lake, in files and in the API.</param>
/// <param name="Unit">Unit in words.</param>
/// <param name="Description">One sentence with the formula.</param>
/// <param name="Compute">The kernel.</param>
public sealed record Measure(string Name, string Unit, string Description, MeasureKernel Compute);
