namespace Forecast.Core.Measures;

/// <summary>Realised variance of each bar that has a trade, oldest first.
/// <para>Units: times in Unix microseconds; variance over the bar. Shapes: every column has one length.</para></summary>
public sealed class TickVarianceTable
{
    /// <summary>Length of a bar.</summary>
    public required TimeSpan Interval { get; init; }

    public required long[] OpenTime { get; init; }

    /// <summary>Number of returns between ticks.</summary>
    public required long[] Returns { get; init; }

    /// <summary>Σ r²; null where there is no return.</summary>
    public required double?[] Variance { get; init; }

    public int Count => OpenTime.Length;
}
