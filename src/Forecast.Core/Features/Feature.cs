namespace Forecast.Core.Features;

/// <summary>A number that is known of an instrument at an origin, and may help to see its volatility coming.</summary>
/// <param name="Name">Column name in files and models.</param>
/// <param name="Unit">Unit in words.</param>
/// <param name="Description">One sentence with the formula.</param>
/// <param name="Compute">Its values at the origins of the inputs.</param>
public sealed record Feature(string Name, string Unit, string Description, Func<FeatureInputs, FeatureColumn> Compute);
