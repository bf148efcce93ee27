namespace Forecast.Sources;

/// <summary>A column of facts: <c>long[]</c>, <c>double[]</c>, <c>double?[]</c>, <c>sbyte[]</c> or <c>string[]</c> under the name that it has in the lake.</summary>
public sealed record FactColumn(string Name, Array Values);
