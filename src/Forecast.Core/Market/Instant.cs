using System.Globalization;

namespace Forecast.Core.Market;

/// <summary>Instants are Unix microseconds in UTC (<see cref="long"/>); this is how they are read and written.</summary>
public static class Instant
{
    /// <summary>Monday 1970-01-05 00:00 UTC: where schedules of weeks are counted from, so that they do not depend on where data begins.</summary>
    public const long FirstMonday = 4 * Duration.Day;

    /// <summary>Unix microseconds of <paramref name="time"/>.</summary>
    public static long From(DateTimeOffset time) => (time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>Unix microseconds of 00:00 UTC on <paramref name="day"/>.</summary>
    public static long From(DateOnly day) => (day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber) * Duration.Day;

    /// <summary>The instant as a <see cref="DateTimeOffset"/> in UTC.</summary>
    public static DateTimeOffset ToTime(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The UTC day in which the instant lies.</summary>
    public static DateOnly Day(long microseconds) => DateOnly.FromDateTime(ToTime(microseconds).UtcDateTime);

    /// <summary>Start of the UTC day in which the instant lies.</summary>
    public static long FloorDay(long microseconds) => microseconds - Modulo(microseconds, Duration.Day);

    /// <summary>ISO 8601 in UTC, shortest exact form: <c>2024-01-01T00:00:00Z</c>.</summary>
    public static string Format(long microseconds)
    {
        var time = ToTime(microseconds);
        return time.ToString(microseconds % 1_000_000 == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads an ISO 8601 date (00:00 UTC) or instant; a time without zone is UTC.</summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static long Parse(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return From(day);
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)) return From(time);
        throw new FormatException($"'{text}' is not a UTC date or instant; write 2024-12-31 or 2024-12-31T08:00:00Z");
    }

    private static long Modulo(long a, long b) => ((a % b) + b) % b;
}
