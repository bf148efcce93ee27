using System.Globalization;

namespace Forecast.Core.Market;

/// <summary>
/// The part of each UTC day in which a market is open: what ends in (<see cref="From"/>, <see cref="To"/>] belongs to it, and the price at its beginning is where its first return starts.
/// <para>Units: microseconds since 00:00 UTC. Domain: 0 ≤ from &lt; to ≤ one day; a session that spans midnight is none.</para>
/// </summary>
/// <param name="From">Beginning.</param>
/// <param name="To">End.</param>
public readonly record struct DaySession(long From, long To)
{
    /// <summary>Markets that never close.</summary>
    public static DaySession Whole => new(0, Duration.Day);

    public bool IsWhole => this == Whole;

    public long Length => To - From;

    /// <summary>Reads <c>09:30-16:00</c>.</summary>
    /// <exception cref="FormatException">The text is none, or ends before it begins.</exception>
    public static DaySession Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length == 2 && Time(parts[0]) is { } from && Time(parts[1]) is { } to && from < to) return new DaySession(from, to);
        throw new FormatException($"'{text}' is no part of a UTC day; write its beginning and end, as in 09:30-16:00, at most 00:00-24:00");
    }

    private static long? Time(string text) => text == "24:00" ? Duration.Day
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time.Ticks / TimeSpan.TicksPerMicrosecond : null;
}
