namespace Forecast.Core.Models;

/// <summary>A named parameter value of a fitted model.</summary>
public sealed record Parameter(string Name, double Value);
