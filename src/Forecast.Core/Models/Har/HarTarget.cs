using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>What is forecast from row t: the mean realised variance of the rows t + <paramref name="From"/> to t + <paramref name="To"/>.</summary>
/// <param name="From">First row ahead, at least 1.</param>
/// <param name="To">Last row ahead.</param>
public readonly record struct HarTarget(int From, int To)
{
    /// <summary>The mean of the next <paramref name="rows"/> rows.</summary>
    public static HarTarget Over(int rows) => new(1, Guard.AtLeast(rows, 1));

    /// <summary>The single row <paramref name="step"/> ahead.</summary>
    public static HarTarget Step(int step) => new(Guard.AtLeast(step, 1), step);
}
