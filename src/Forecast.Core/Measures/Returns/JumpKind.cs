namespace Forecast.Core.Measures;

/// <summary>What of a window's jumps is asked for.</summary>
public enum JumpKind
{
    /// <summary>The linear statistic of <see cref="JumpTest"/>.</summary>
    LinearStatistic,

    /// <summary>The ratio statistic of <see cref="JumpTest"/>.</summary>
    RatioStatistic,

    /// <summary>The part of realised variance that jumps made: max(RV − BV, 0) where the ratio is above its critical value, else 0.</summary>
    JumpVariation,

    /// <summary>The rest of realised variance: RV − the jump part.</summary>
    ContinuousVariation,
}
