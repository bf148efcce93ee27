namespace Forecast.Core.Features;

/// <summary>
/// Basis: the perpetual above the spot. <code>ln(perpetual(t) / spot(t))</code>
/// at the last instant t, not after the origin, at which the older of the two latest prices was made: a price that is newer than the other's would put a return into the basis.
/// <para>Units: log, not annualised: a perpetual does not expire. Domain: undefined where a price is missing, not above 0, or older at the origin than the maximum age.</para>
/// <para>Reference: He, Manela, Ross and von Wachter (2022), Fundamentals of perpetual futures, arXiv 2212.06888.</para>
/// </summary>
public static class Basis
{
    /// <param name="perpetual">Its prices.</param>
    /// <param name="spot">Its prices.</param>
    /// <param name="origin">Unix microseconds.</param>
    /// <param name="knownAt">By what was known then.</param>
    /// <param name="maximumAge">Microseconds.</param>
    public static double? At(AsOfSeries perpetual, AsOfSeries spot, long origin, long knownAt, long maximumAge)
    {
        if (perpetual.RowAt(origin, knownAt, maximumAge) is not { } a || spot.RowAt(origin, knownAt, maximumAge) is not { } b) return null;
        var time = Math.Min(perpetual.Time[a], spot.Time[b]);
        var age = maximumAge - (origin - time);
        return perpetual.At(time, knownAt, age) is > 0 and var p && spot.At(time, knownAt, age) is > 0 and var s ? Math.Log(p / s) : null;
    }
}
