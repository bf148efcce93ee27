namespace Forecast.Core.Measures;

/// <summary>Which prices a measure is made from.</summary>
public enum Sampling
{
    /// <summary>The bars of the interval asked for: sparse enough that the market's frictions do not matter.</summary>
    Sparse,

    /// <summary>Every price there is: the measure deals with frictions itself.</summary>
    Finest,
}
