namespace Forecast.Core.Market;

/// <summary>
/// Clock time of New York, by the rule itself and without a time-zone database.
/// <para>Formula: UTC − 4h from the second Sunday of March, 02:00 standard time (07:00 UTC), to the first Sunday of November, 02:00 daylight time (06:00 UTC); else UTC − 5h.</para>
/// <para>Units: Unix microseconds. Domain: from 2007 on, when this rule came into force; earlier instants are refused.</para>
/// <para>Reference: Energy Policy Act of 2005, section 110 (15 U.S.C. 260a).</para>
/// </summary>
public static class NewYorkTime
{
    /// <summary>The first instant of which the rule holds.</summary>
    public static readonly long FirstInstant = Instant.From(new DateOnly(2007, 1, 1));

    /// <summary>Whether daylight-saving time is in force.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies before 2007.</exception>
    public static bool IsDaylight(long instant)
    {
        if (instant < FirstInstant)
            throw new ArgumentOutOfRangeException(nameof(instant), $"{Instant.Format(instant)} lies before 2007, when New York's present rule of daylight saving came into force; give a later instant");
        var year = Instant.Day(instant).Year;
        return instant >= Sunday(year, 3, 8) + (7 * Duration.Hour) && instant < Sunday(year, 11, 1) + (6 * Duration.Hour);
    }

    /// <summary>What the clocks of New York show, as if it were an instant in UTC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies before 2007.</exception>
    public static long FromUtc(long instant) => instant - ((IsDaylight(instant) ? 4 : 5) * Duration.Hour);

    // 00:00 UTC of the first Sunday from a day of the month on.
    private static long Sunday(int year, int month, int day)
    {
        var from = new DateOnly(year, month, day);
        return Instant.From(from.AddDays((7 - (int)from.DayOfWeek) % 7));
    }
}
