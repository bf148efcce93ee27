namespace Forecast.Core.Numerics;

/// <summary>Why a minimisation stopped.</summary>
public enum MinimumEnding
{
    /// <summary>Every component of the gradient is within the tolerance.</summary>
    Stationary,

    /// <summary>No step along the steepest descent lowers the value any more: the tolerance lies below rounding.</summary>
    NoDescent,

    /// <summary>The iteration limit was reached first.</summary>
    IterationLimit,

    /// <summary>The caller wanted no more of it.</summary>
    Enough,
}
