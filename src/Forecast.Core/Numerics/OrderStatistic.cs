namespace Forecast.Core.Numerics;

/// <summary>
/// Empirical quantile without interpolation: the smallest value whose empirical distribution function reaches the probability.
/// <code>q(p) = x₍ₖ₎,  k = max(1, ⌈n·p⌉)</code>
/// <para>Domain: at least one value, sorted ascending; p in [0, 1].</para>
/// <para>Reference: Hyndman and Fan (1996), The American Statistician 50, definition 1.</para>
/// </summary>
public static class OrderStatistic
{
    // n·p of a decimal p carries rounding: 1000 × 0.999 must be rank 999, not 1000.
    private const double Slack = 1e-9;

    /// <summary>The quantile of <paramref name="sorted"/> at <paramref name="probability"/>.</summary>
    public static double Of(ReadOnlySpan<double> sorted, double probability) => sorted[Rank(sorted.Length, probability) - 1];

    /// <summary>
    /// Mean of all values up to the quantile at <paramref name="probability"/>, ties with it included: of losses with the sign of gains, minus the historical expected shortfall.
    /// </summary>
    public static double MeanUpTo(ReadOnlySpan<double> sorted, double probability)
    {
        var count = Rank(sorted.Length, probability);
        while (count < sorted.Length && sorted[count] == sorted[count - 1]) count++;
        var sum = 0.0;
        foreach (var value in sorted[..count]) sum += value;
        return sum / count;
    }

    /// <summary>The rank k, from 1, of the order statistic that is the quantile of <paramref name="count"/> values.</summary>
    public static int Rank(int count, double probability)
    {
        Guard.AtLeast(count, 1);
        Guard.InRange(probability, 0, 1);
        return Math.Clamp((int)Math.Ceiling((count * probability) - Slack), 1, count);
    }
}
