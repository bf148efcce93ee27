namespace Forecast.Sources;

/// <summary>
/// Reads ISO 8601 dates and times as files write them: <c>2024-01-02</c>, <c>2024-01-02 03:04</c>, <c>2024-01-02T03:04:05.123456789Z</c>, with an offset
/// <c>+03:00</c>, <c>+0300</c> or <c>UTC</c> behind. What is finer than a microsecond is cut off.
/// </summary>
internal static class IsoTime
{
    private const long Second = 1_000_000;

    /// <param name="microseconds">The clock's reading, as microseconds since 1970-01-01 00:00 of that clock.</param>
    /// <param name="offset">Microseconds by which that clock is ahead of UTC; null where the text does not say.</param>
    public static bool TryRead(ReadOnlySpan<byte> text, out long microseconds, out long? offset)
    {
        (microseconds, offset) = (0, null);
        if (text.Length < 10 || text[4] != '-' || text[7] != '-') return false;
        if (!Number(text[..4], out var year) || !Number(text[5..7], out var month) || !Number(text[8..10], out var day)) return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        microseconds = (new DateTime(year, month, day).Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        text = text[10..];
        return text.Length == 0 || (TryClock(ref text, ref microseconds) && TryOffset(text, out offset));
    }

    private static bool TryClock(ref ReadOnlySpan<byte> text, ref long microseconds)
    {
        if (text.Length < 6 || text[0] is not ((byte)'T' or (byte)' ' or (byte)'t') || text[3] != ':') return false;
        if (!Number(text[1..3], out var hour) || !Number(text[4..6], out var minute) || hour > 23 || minute > 59) return false;
        text = text[6..];
        microseconds += ((hour * 60) + minute) * 60 * Second;
        if (text.Length == 0 || text[0] != ':') return true;
        if (text.Length < 3 || !Number(text[1..3], out var second) || second > 59) return false;
        text = text[3..];
        microseconds += second * Second;
        if (text.Length == 0 || text[0] is not ((byte)'.' or (byte)',')) return true;
        var digits = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        if (digits < 0) digits = text.Length - 1;
        if (digits is < 1 or > 9) return false;
        Number(text.Slice(1, digits), out var fraction);
        for (var i = digits; i < 9; i++) fraction *= 10;
        microseconds += fraction / 1000;
        text = text[(digits + 1)..];
        return true;
    }

    private static bool TryOffset(ReadOnlySpan<byte> text, out long? offset)
    {
        offset = null;
        if (text.Length == 0) return true;
        if (text is [(byte)'Z' or (byte)'z'] || text.SequenceEqual(" UTC"u8) || text.SequenceEqual("UTC"u8))
        {
            offset = 0;
            return true;
        }
        var minutes = text.Length > 3 && text[3] == ':' ? text[4..] : text[Math.Min(3, text.Length)..];
        if (text.Length < 3 || text[0] is not ((byte)'+' or (byte)'-') || !Number(text[1..3], out var hour) || hour > 18) return false;
        var minute = 0;
        if (text.Length > 3 && (minutes.Length != 2 || !Number(minutes, out minute) || minute > 59)) return false;
        offset = (text[0] == '-' ? -1 : 1) * ((hour * 60) + minute) * 60 * Second;
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> digits, out int value)
    {
        value = 0;
        foreach (var d in digits)
        {
            if (d is < (byte)'0' or > (byte)'9') return false;
            value = (value * 10) + d - '0';
        }
        return true;
    }
}
