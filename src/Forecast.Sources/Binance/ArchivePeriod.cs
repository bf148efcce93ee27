using System.Globalization;

namespace Forecast.Sources;

/// <summary>A UTC month or day: what one file of the archive covers.</summary>
/// <param name="First">Its first day.</param>
/// <param name="Monthly">Whether it is a whole month.</param>
public readonly record struct ArchivePeriod(DateOnly First, bool Monthly)
{
    /// <summary>Its last day.</summary>
    public DateOnly Last => Monthly ? First.AddMonths(1).AddDays(-1) : First;

    /// <summary>Its days, each as a period.</summary>
    public IEnumerable<ArchivePeriod> Days()
    {
        for (var day = First; day <= Last; day = day.AddDays(1)) yield return new ArchivePeriod(day, false);
    }

    /// <summary>As in the names of the files: <c>2024-01</c> or <c>2024-01-05</c>.</summary>
    public override string ToString() => First.ToString(Monthly ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
