namespace Forecast.Core.Models;

/// <summary>How an estimation ended. Not converging is a value, never an exception.</summary>
public enum FitStatus
{
    /// <summary>The first-order conditions hold, to the bound that the estimator states; or there was nothing to search for.</summary>
    Converged,

    /// <summary>They hold with a parameter at the edge of its admissible range.</summary>
    Boundary,

    /// <summary>The search ended before they hold: at its limit of iterations, or where no step led higher. The reason says which, and how far it was.</summary>
    IterationLimit,

    /// <summary>There is no usable fit; the result's reason says why.</summary>
    Failed,
}
