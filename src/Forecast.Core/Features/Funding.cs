using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Features;

/// <summary>
/// What longs of a perpetual pay to shorts, and when next. <code>mean = 1/m Σ rate_i  of the m fundings in (origin − w, origin];   to next = h − (origin mod h)</code>
/// <para>Units: rates as share of notional for <see cref="UsualInterval"/>; time in hours. Fundings lie on the UTC grid of their interval h, as 00:00, 08:00, 16:00 of eight hours.</para>
/// <para>Domain: undefined where no funding was known in the window.</para>
/// <para>Reference: He, Manela, Ross and von Wachter (2022), Fundamentals of perpetual futures, arXiv 2212.06888.</para>
/// </summary>
public static class Funding
{
    /// <summary>Hours between fundings where a venue does not say otherwise.</summary>
    public const double UsualInterval = 8;

    /// <summary>Rates for eight hours each, whatever interval they were paid for, so that venues and years compare: <c>rate × 8 / interval</c>.</summary>
    /// <param name="time">Of each funding.</param>
    /// <param name="knownAt">When each was known.</param>
    /// <param name="rate">Share of notional for the interval.</param>
    /// <param name="intervalHours">Of each funding; null where it is not known, then <see cref="UsualInterval"/>.</param>
    public static AsOfSeries EightHourly(long[] time, long[] knownAt, double[] rate, double?[]? intervalHours = null)
    {
        Guard.SameLength(rate.Length, time.Length, nameof(rate));
        Guard.SameLength(intervalHours?.Length ?? time.Length, time.Length, nameof(intervalHours));
        return new AsOfSeries(time, knownAt, [.. rate.Select((r, i) => r * (UsualInterval / Guard.Positive(intervalHours?[i] ?? UsualInterval, nameof(intervalHours))))]);
    }

    /// <summary>Mean rate of the fundings of the last <paramref name="window"/>.</summary>
    public static double? Mean(AsOfSeries rates, long origin, long knownAt, TimeSpan window)
    {
        var (sum, count) = (0.0, 0);
        foreach (var row in rates.Rows(origin - Duration.Microseconds(window), origin, knownAt))
        {
            sum += rates.Value[row];
            count++;
        }
        return count > 0 ? sum / count : null;
    }

    /// <summary>Hours to the next funding after the origin; at a funding, to the one after it.</summary>
    /// <param name="origin">Unix microseconds.</param>
    /// <param name="intervalHours">Hours between fundings as known at the origin; null where nobody says.</param>
    public static double HoursToNext(long origin, double? intervalHours = null)
    {
        var interval = (long)Math.Round(Guard.Positive(intervalHours ?? UsualInterval, nameof(intervalHours)) * Duration.Hour);
        return (interval - (((origin % interval) + interval) % interval)) / (double)Duration.Hour;
    }
}
