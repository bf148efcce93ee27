using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>The probability given to an event, and whether it happened.</summary>
/// <param name="Probability">In [0, 1].</param>
/// <param name="Happened">The outcome.</param>
public readonly record struct ProbabilityForecast(double Probability, bool Happened)
{
    /// <summary>1 where it happened, else 0.</summary>
    public double Outcome => Happened ? 1 : 0;

    /// <summary>Throws unless every probability lies in [0, 1].</summary>
    internal static void Check(IReadOnlyList<ProbabilityForecast> forecasts)
    {
        foreach (var f in forecasts) Guard.InRange(f.Probability, 0, 1, nameof(Probability));
    }
}
