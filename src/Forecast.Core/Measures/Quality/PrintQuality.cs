namespace Forecast.Core.Measures;

/// <summary>What is to be thought of a price that lies far off its neighbours.</summary>
public enum PrintQuality
{
    /// <summary>A price at which was traded, however wild.</summary>
    Good,

    /// <summary>Far off, and what came after it does not tell yet (or cannot tell) whether it was traded at: it is kept, and said aloud.</summary>
    Suspect,

    /// <summary>Not a price of the market: what came after it shows that it had never moved.</summary>
    Bad,
}
