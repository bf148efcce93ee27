using MathNet.Numerics.Distributions;

namespace Forecast.Core.Models;

/// <summary>One estimated number with how sure it is.</summary>
/// <param name="Name">Of the parameter.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Under the model's own assumptions; null where there is none.</param>
/// <param name="RobustStandardError">Also where they do not hold; null where there is none.</param>
public sealed record SeriesEstimate(string Name, double Value, double? StandardError, double? RobustStandardError)
{
    /// <summary>The estimate in robust standard errors (in the others where there are none of these): its t statistic against 0.</summary>
    public double? T => (RobustStandardError ?? StandardError) is > 0 and var error ? Value / error : null;

    /// <summary>Probability of a larger |t| if the parameter were 0, by the normal distribution; it says nothing of a parameter at the edge of its range.</summary>
    public double? P => T is { } t ? 2 * Normal.CDF(0, 1, -Math.Abs(t)) : null;
}
