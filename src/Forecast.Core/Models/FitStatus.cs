namespace Forecast.Core.Models;

/// <summary>How an estimation ended. Not converging is a value, never an exception.</summary>
public enum FitStatus
{
    /// <summary>The first-order conditions hold.</summary>
    Converged,

    /// <summary>A parameter sits at the edge of its admissible range.</summary>
    Boundary,

    /// <summary>The iteration limit was reached first.</summary>
    IterationLimit,

    /// <summary>There is no usable fit; the result's reason says why.</summary>
    Failed,
}
