namespace Forecast.Core.Models;

/// <summary>All that a HEAVY model remembers of its past, with its parameters: what is stored between two observations.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="Variance">h of the coming step.</param>
/// <param name="Expected">The realised measure expected of the coming step.</param>
/// <param name="Count">Steps taken.</param>
public sealed record HeavyState(HeavyParameters Parameters, double Variance, double Expected, int Count);
