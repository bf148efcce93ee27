namespace Forecast.Sources;

/// <summary>The names of the forms of time, and how numbers tell them apart by their size.</summary>
internal static class TimeForms
{
    public static readonly string[] Names = ["s", "ms", "us", "ns", "iso"];

    public static string Name(TimeForm form) => Names[(int)form];

    public static bool TryParse(string name, out TimeForm form) => (form = (TimeForm)Array.IndexOf(Names, name)) >= 0;

    /// <summary>Units of <paramref name="form"/> in a second.</summary>
    public static long PerSecond(TimeForm form) => form switch
    {
        TimeForm.Seconds => 1,
        TimeForm.Milliseconds => 1_000,
        TimeForm.Microseconds => 1_000_000,
        TimeForm.Nanoseconds => 1_000_000_000,
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "text has no unit"),
    };

    /// <summary>From 2001-09-09 to 2286-11-20 (nanoseconds: 2262-04-11) no number is plausible in two units.</summary>
    public static bool IsPlausible(TimeForm form, long value)
    {
        var second = PerSecond(form);
        return value >= 1_000_000_000 * second && value / 10 < 1_000_000_000 * second;
    }

    /// <summary>The form of <paramref name="known"/> in which the field is a time; null if there is none.</summary>
    public static TimeForm? Of(ReadOnlySpan<byte> field, IReadOnlyList<TimeForm> known)
    {
        foreach (var form in known)
            if (form == TimeForm.Iso ? IsoTime.TryRead(field, out _, out _) : TimeReader.TryNumber(field, form, out var value) && IsPlausible(form, value)) return form;
        return null;
    }
}
