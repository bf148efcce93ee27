namespace Forecast.Core.Measures;

/// <summary>At which points the weight function of a realised kernel with bandwidth H is read for lag h = 1 … H.</summary>
public enum KernelForm
{
    /// <summary>k(h / (H + 1)): never negative where the function is positive definite (Parzen, Bartlett); rate n^{1/5} (Barndorff-Nielsen, Hansen, Lunde and Shephard, 2009 and 2011).</summary>
    NonNegative,

    /// <summary>k((h − 1) / H), so that lag 1 weighs 1: rate n^{1/4} for smooth functions, but the estimate can be negative (the same authors, 2008).</summary>
    FlatTop,
}
