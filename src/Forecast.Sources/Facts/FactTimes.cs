using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>The times of a file's records: whole numbers since 1970 of one unit, told by their size, or dates and times in words.</summary>
internal sealed class FactTimes
{
    private readonly long? _unit;
    private readonly TimeZoneInfo _zone;

    private FactTimes(long? unit, TimeZoneInfo zone, bool local) => (_unit, _zone, AreLocal) = (unit, zone, local);

    /// <summary>The file's times name no zone: they stand and fall with the zone that was given.</summary>
    public bool AreLocal { get; }

    /// <summary>Learns from the first records how times are written.</summary>
    public static FactTimes Of(RecordReader records, int column, TimeZoneInfo zone)
    {
        var (votes, local) = (new Dictionary<long, int>(), false);
        for (var n = 0; n < 1000 && records.MoveNext();)
        {
            if (records.Broken is not null) continue;
            n++;
            var field = records[column];
            if (TimeText.IsLike(field)) local |= TimeText.Parse(field, null, out _) == FactRuleCatalog.TimeWithoutZone;
            var unit = TimeText.IsLike(field) ? 0 : Unit(field, out _) ?? -1;
            votes[unit] = votes.GetValueOrDefault(unit) + 1;
        }
        var most = votes.Where(v => v.Key >= 0).OrderByDescending(v => v.Value).ThenBy(v => v.Key).Select(v => (long?)v.Key).FirstOrDefault();
        return new FactTimes(most is null or 0 ? null : most, zone, local);
    }

    /// <summary>Unix microseconds of a field; or the rule that it breaks.</summary>
    public CleaningRule? Parse(ReadOnlySpan<byte> field, out long time, out string detail)
    {
        detail = "";
        CleaningRule? broken;
        if (_unit is null) broken = TimeText.Parse(field, _zone, out time);
        else if (Unit(field, out time) is not { } unit) broken = TimeText.IsLike(field) ? CleaningRuleCatalog.MixedEpochUnit : CleaningRuleCatalog.ImplausibleTime;
        else if (unit != _unit) broken = CleaningRuleCatalog.MixedEpochUnit;
        else
        {
            time = unit > 1000_000 ? time / 1000 : time * unit;
            return null;
        }
        if (broken is not null) detail = $"time is '{Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)])}'";
        return broken;
    }

    /// <summary>Nanoseconds are a thousandth of a microsecond; here their unit stands for itself.</summary>
    private const long Nanoseconds = 1_000_000_000;

    /// <summary>Microseconds in the unit of a number, by its size: from 2001 to 2286 no two units meet.</summary>
    private static long? Unit(ReadOnlySpan<byte> field, out long value) =>
        !long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? null : value switch
        {
            >= 1_000_000_000 and < 10_000_000_000 => 1_000_000,
            >= 1_000_000_000_000 and < 10_000_000_000_000 => 1000,
            >= 1_000_000_000_000_000 and < 10_000_000_000_000_000 => 1,
            >= 1_000_000_000_000_000_000 => Nanoseconds,
            _ => null,
        };
}
