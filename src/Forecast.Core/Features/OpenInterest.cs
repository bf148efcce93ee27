using Forecast.Core.Market;

namespace Forecast.Core.Features;

/// <summary>
/// Change of open interest: whether positions are being built or closed. <code>ln(OI(origin) / OI(origin − w))</code>
/// <para>Units: log; OI as the venue counts it, both by what was known at the origin. Domain: undefined where one of the two is missing, too old for its instant, or not above 0.</para>
/// <para>Reference: Bessembinder and Seguin (1993), Journal of Financial and Quantitative Analysis 28, for open interest and volatility.</para>
/// </summary>
public static class OpenInterest
{
    /// <param name="interest">OI.</param>
    /// <param name="origin">Unix microseconds.</param>
    /// <param name="knownAt">By what was known then.</param>
    /// <param name="window">w.</param>
    /// <param name="maximumAge">How old a value may be at its instant, microseconds.</param>
    public static double? Change(AsOfSeries interest, long origin, long knownAt, TimeSpan window, long maximumAge) =>
        interest.At(origin, knownAt, maximumAge) is > 0 and var now && interest.At(origin - Duration.Microseconds(window), knownAt, maximumAge) is > 0 and var before ? Math.Log(now / before) : null;
}
