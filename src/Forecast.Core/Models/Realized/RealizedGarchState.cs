namespace Forecast.Core.Models;

/// <summary>All that a Realized GARCH remembers of its past, with its parameters: what is stored between two observations.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="LogVariance">ln h of the coming step.</param>
/// <param name="Count">Steps taken.</param>
public sealed record RealizedGarchState(RealizedGarchParameters Parameters, double LogVariance, int Count);
