using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Roll's effective spread: trades that change between bid and ask make returns turn. <code>s = 2 √(−cov(r_i, r_{i−1})) where the covariance is below 0, else 0</code>
/// the sample covariance over the pairs of neighbouring returns.
/// <para>Units: share of the price. Bars of minutes or trades show the spread; over longer ones the market's own momentum hides it, and the measure says how far returns turn.</para>
/// <para>Domain: undefined with fewer than two pairs or fewer than half of the returns. A covariance that is not below 0 gives 0, so that a quiet market is no missing value.</para>
/// <para>Reference: Roll (1984), Journal of Finance 39, p. 1129; Goyenko, Holden and Trzcinka (2009), Journal of Financial Economics 92, for the 0.</para>
/// </summary>
public struct RollSpread : IReturnMeasure
{
    private Comoments _pairs;
    private double _last;

    public void Add(double r, bool isJoined)
    {
        if (isJoined) _pairs.Add(r, _last);
        _last = r;
    }

    public readonly double? Value(WindowCount count) => count.HalfThere && _pairs.Count >= 2 ? 2 * Math.Sqrt(Math.Max(0, -_pairs.XY / (_pairs.Count - 1))) : null;

    public static double? Of(ReadOnlySpan<double> returns) => ReturnMeasure.Of(new RollSpread(), returns);
}
