using System.Globalization;

namespace Forecast.Core.Market;

/// <summary>
/// Spelling of bar intervals, horizons and margin periods of risk: a whole number and a unit, as in <c>15m</c>, <c>4h</c>, <c>7d</c>.
/// <para>Domain: positive whole numbers of minutes (m), hours (h) or days (d); a day is 24 hours because the markets never close.</para>
/// </summary>
public static class Duration
{
    /// <summary>Microseconds in an hour: instants are Unix microseconds.</summary>
    public const long Hour = 3_600_000_000L;

    /// <summary>Microseconds in a day.</summary>
    public const long Day = 24 * Hour;

    /// <summary>Reads <c>15m</c>, <c>4h</c>, <c>7d</c>.</summary>
    /// <exception cref="FormatException">The text is not a positive whole number followed by m, h or d.</exception>
    public static TimeSpan Parse(string text) =>
        TryParse(text, out var value) ? value : throw new FormatException($"'{text}' is not a duration; write a positive whole number and m, h or d, as in 15m, 4h, 7d");

    /// <summary>As <see cref="Parse"/>, but says false where it would throw.</summary>
    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = default;
        if (text is not { Length: >= 2 and <= 8 } || !int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n == 0)
            return false;
        var unit = text[^1] switch { 'm' => TimeSpan.FromMinutes(1), 'h' => TimeSpan.FromHours(1), 'd' => TimeSpan.FromDays(1), _ => TimeSpan.Zero };
        value = n * unit;
        return unit != TimeSpan.Zero;
    }

    /// <summary>Writes the spelling that <see cref="Parse"/> reads, in the largest unit that divides it (24h is written 1d).</summary>
    public static string Format(TimeSpan value)
    {
        var minutes = value.Ticks / TimeSpan.TicksPerMinute;
        return minutes % 1440 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 1440}d")
            : minutes % 60 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{minutes / 60}h")
            : string.Create(CultureInfo.InvariantCulture, $"{minutes}m");
    }

    /// <summary>Length in microseconds.</summary>
    public static long Microseconds(TimeSpan value) => value.Ticks / TimeSpan.TicksPerMicrosecond;
}
