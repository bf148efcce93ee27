namespace Forecast.Sources;

/// <summary>A zone in which a file's times are written: fixed, as <c>UTC</c> or <c>+03:00</c>, or with summer time, as <c>Europe/London</c>.</summary>
internal sealed class LocalZone
{
    private const long Quarter = 15 * 60 * 1_000_000L;

    private readonly TimeZoneInfo? _zone;
    private long _quarter = long.MinValue, _offset;
    private CleaningRule? _rule;

    private LocalZone(TimeZoneInfo? zone, long offset) => (_zone, _offset) = (zone, offset);

    public bool IsUtc => _zone is null && _offset == 0;

    /// <exception cref="InputException">There is no such zone, or this machine has no time zone database.</exception>
    public static LocalZone Parse(string name, string where)
    {
        if (IsoTime.TryRead(System.Text.Encoding.UTF8.GetBytes("2000-01-01T00:00" + name), out _, out var offset) && offset is { } fixedOffset) return new LocalZone(null, fixedOffset);
        if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)) return new LocalZone(zone, 0);
        throw TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _)
            ? new InputException($"there is no time zone '{name}'", where, "write UTC, an offset as +03:00, or a name of the IANA database as Europe/London")
            : new InputException($"the time zone '{name}' cannot be looked up: this machine has no time zone database", where, "install tzdata, or write the offset as +03:00");
    }

    /// <summary>The rule that <paramref name="local"/> breaks, if no or two instants have that local time.</summary>
    public CleaningRule? ToUtc(long local, out long utc)
    {
        // Since 2001 zones have changed their clocks on quarters of an hour only.
        var quarter = Math.DivRem(local, Quarter, out _);
        if (_zone is not null && quarter != _quarter)
        {
            var time = DateTime.UnixEpoch.AddTicks(quarter * Quarter * TimeSpan.TicksPerMicrosecond);
            time = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
            _quarter = quarter;
            _rule = _zone.IsInvalidTime(time) ? TimeRuleCatalog.NonexistentLocalTime : _zone.IsAmbiguousTime(time) ? TimeRuleCatalog.AmbiguousLocalTime : null;
            _offset = _zone.GetUtcOffset(time).Ticks / TimeSpan.TicksPerMicrosecond;
        }
        utc = local - _offset;
        return _rule;
    }
}
