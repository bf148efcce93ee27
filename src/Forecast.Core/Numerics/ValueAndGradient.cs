namespace Forecast.Core.Numerics;

/// <summary>
/// A function to be minimised: returns f(x) and writes ∇f(x) into <paramref name="gradient"/>, which has the length of <paramref name="x"/>.
/// A value that is not finite says that x lies outside the domain; the gradient is then not read.
/// </summary>
public delegate double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient);
