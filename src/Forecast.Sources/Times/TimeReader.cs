using System.Globalization;
using System.Text;

namespace Forecast.Sources;

/// <summary>Reads the times of one column: in one form, which is a property of the file, and in one zone.</summary>
/// <param name="form">How the times are written.</param>
/// <param name="known">The forms that the format may have; a row in another of them is named as such.</param>
/// <param name="zone">The zone of times that state none; null where none is known, and for numbers then UTC.</param>
internal sealed class TimeReader(TimeForm form, IReadOnlyList<TimeForm> known, LocalZone? zone)
{
    private const long Earliest = 1_000_000_000_000_000, Latest = 10_000_000_000_000_000;

    public TimeForm Form => form;

    /// <summary>A whole number of units since 1970 in UTC, which needs no more than a multiplication.</summary>
    public bool IsPlainNumber => form != TimeForm.Iso && (zone is null || zone.IsUtc);

    /// <summary>Unix microseconds, or the rule that the field breaks and how.</summary>
    public CleaningRule? Read(ReadOnlySpan<byte> field, out long microseconds, out string detail)
    {
        var rule = Read(field, out microseconds);
        detail = rule is null ? "" : $"the time is '{Encoding.UTF8.GetString(field[..Math.Min(field.Length, 64)])}'{(rule == CleaningRuleCatalog.MixedEpochUnit ? $", the file writes {TimeForms.Name(form)}" : "")}";
        return rule;
    }

    /// <summary>Unix microseconds, or the rule that the field breaks.</summary>
    public CleaningRule? Read(ReadOnlySpan<byte> field, out long microseconds)
    {
        if (form == TimeForm.Iso)
        {
            if (!IsoTime.TryRead(field, out var local, out var offset))
            {
                microseconds = 0;
                return TimeForms.Of(field, known) is null ? TimeRuleCatalog.NotATime : CleaningRuleCatalog.MixedEpochUnit;
            }
            return offset is { } stated ? Plausible(local - stated, out microseconds) : InZone(local, out microseconds);
        }
        microseconds = 0;
        if (!TryNumber(field, form, out var value)) return TimeForms.Of(field, known) is null ? CleaningRuleCatalog.NotANumber : CleaningRuleCatalog.MixedEpochUnit;
        if (!TimeForms.IsPlausible(form, value)) return TimeForms.Of(field, known) is null ? CleaningRuleCatalog.ImplausibleTime : CleaningRuleCatalog.MixedEpochUnit;
        value = form == TimeForm.Nanoseconds ? value / 1000 : value * (1_000_000 / TimeForms.PerSecond(form));
        if (form == TimeForm.Seconds && field.Contains((byte)'.'))
            value = (long)decimal.Floor(decimal.Parse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 1_000_000);
        return zone is null ? Plausible(value, out microseconds) : InZone(value, out microseconds);
    }

    /// <summary>The whole units of a number; only seconds may have a fraction.</summary>
    public static bool TryNumber(ReadOnlySpan<byte> field, TimeForm form, out long value)
    {
        if (long.TryParse(field, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)) return true;
        if (form != TimeForm.Seconds || !decimal.TryParse(field, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) || seconds > long.MaxValue) return false;
        value = (long)decimal.Floor(seconds);
        return true;
    }

    private CleaningRule? InZone(long local, out long microseconds)
    {
        microseconds = 0;
        if (zone is null) return TimeRuleCatalog.TimeWithoutZone;
        // A zone can be asked about times that a calendar has.
        if (local is < Earliest - 100_000_000_000 or >= Latest + 100_000_000_000) return CleaningRuleCatalog.ImplausibleTime;
        return zone.ToUtc(local, out var utc) ?? Plausible(utc, out microseconds);
    }

    private static CleaningRule? Plausible(long value, out long microseconds)
    {
        microseconds = value;
        return value is >= Earliest and < Latest ? null : CleaningRuleCatalog.ImplausibleTime;
    }
}
