namespace Forecast.Sources;

/// <summary>
/// Times written for people: <c>2023-03-01</c>, <c>2023-03-01 00:00:00.001</c>, <c>2023-03-01T00:00:00+00:00</c>. Where the text names no zone, the file's is
/// used; local times that a change of the clock leaves out or shows twice are not guessed at.
/// </summary>
internal static class TimeText
{
    /// <summary>Whether the text begins like a date.</summary>
    public static bool IsLike(ReadOnlySpan<byte> text) => text.Length >= 10 && text[4] == '-' && text[7] == '-' && char.IsAsciiDigit((char)text[0]);

    /// <summary>Unix microseconds; or the rule that the text breaks.</summary>
    /// <param name="text">The field.</param>
    /// <param name="zone">Zone of texts that name none; null where the file's is not known.</param>
    /// <param name="time">Unix microseconds.</param>
    public static CleaningRule? Parse(ReadOnlySpan<byte> text, TimeZoneInfo? zone, out long time)
    {
        time = 0;
        if (!IsLike(text) || !Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)) return FactRuleCatalog.NotATime;
        var (hour, minute, second, fraction) = (0, 0, 0, 0L);
        var rest = text[10..];
        if (rest.Length > 0)
        {
            if (rest[0] is not ((byte)' ' or (byte)'T') || rest.Length < 6 || rest[3] != ':' || !Number(rest[1..3], out hour) || !Number(rest[4..6], out minute)) return FactRuleCatalog.NotATime;
            rest = rest[6..];
            if (rest.Length >= 3 && rest[0] == ':')
            {
                if (!Number(rest[1..3], out second)) return FactRuleCatalog.NotATime;
                rest = rest[3..];
            }
            if (rest.Length > 1 && rest[0] == '.')
            {
                var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9') is >= 0 and var end ? end : rest.Length - 1;
                for (var i = 1; i <= 6; i++) fraction = (10 * fraction) + (i <= digits ? rest[i] - '0' : 0);
                rest = rest[(digits + 1)..];
            }
        }
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 59) return FactRuleCatalog.NotATime;
        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Unspecified);
        TimeSpan offset;
        if (rest.Length > 0)
        {
            if (!Offset(rest, out offset)) return FactRuleCatalog.NotATime;
        }
        else if (zone is null) return FactRuleCatalog.TimeWithoutZone;
        else if (zone.IsInvalidTime(local)) return FactRuleCatalog.NonexistentTime;
        else if (zone.IsAmbiguousTime(local)) return FactRuleCatalog.AmbiguousTime;
        else offset = zone.GetUtcOffset(local);
        time = ((local - DateTime.UnixEpoch - offset).Ticks / TimeSpan.TicksPerMicrosecond) + fraction;
        return null;
    }

    /// <summary>The zone that <paramref name="text"/> names: <c>UTC</c>, <c>+03:00</c>, <c>Europe/London</c>.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public static TimeZoneInfo Zone(string text, string where)
    {
        if (Offset(System.Text.Encoding.UTF8.GetBytes(text), out var offset)) return offset == TimeSpan.Zero ? TimeZoneInfo.Utc : TimeZoneInfo.CreateCustomTimeZone(text, offset, text, text);
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(text);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new InputException($"'{text}' is not a time zone", where, "write UTC, an offset as in +03:00, or a name as in Europe/London");
        }
    }

    private static bool Offset(ReadOnlySpan<byte> text, out TimeSpan offset)
    {
        offset = TimeSpan.Zero;
        if (text is [(byte)'Z'] || text.SequenceEqual("UTC"u8) || text.SequenceEqual(" UTC"u8)) return true;
        if (text.Length is not (3 or 5 or 6) || text[0] is not ((byte)'+' or (byte)'-') || !Number(text[1..3], out var hours)) return false;
        var minutes = 0;
        if (text.Length > 3 && !Number(text[^2..], out minutes)) return false;
        if ((text.Length == 6 && text[3] != ':') || hours > 14 || minutes > 59) return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var d in digits)
        {
            if (d is < (byte)'0' or > (byte)'9') return false;
            value = (10 * value) + (d - '0');
        }
        return true;
    }
}
