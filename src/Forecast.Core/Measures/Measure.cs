namespace Forecast.Core.Measures;

/// <summary>A realised measure of the catalogue.</summary>
/// <param name="Name">Column name in the lake, in files and in the API.</param>
/// <param name="Unit">Unit in words.</param>
/// <param name="Description">One sentence with the formula.</param>
/// <param name="Start">Begins a window, counting as the convention says.</param>
/// <param name="Sampling">The prices that it is made from.</param>
public sealed record Measure(string Name, string Unit, string Description, Func<MeasureConvention, IWindowMeasure> Start, Sampling Sampling = Sampling.Sparse);
