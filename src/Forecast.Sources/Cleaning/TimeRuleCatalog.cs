namespace Forecast.Sources;

/// <summary>The rules for times that are written as local time or as text.</summary>
public static class TimeRuleCatalog
{
    public static readonly CleaningRule NotATime = new("not-a-time", "a time that is no ISO 8601 date and time",
        "a guess at the order of day and month would move the row by months");

    public static readonly CleaningRule TimeWithoutZone = new("time-without-zone", "a time that states no zone, in a file for which none is given",
        "the row could lie half a day to either side");

    public static readonly CleaningRule AmbiguousLocalTime = new("ambiguous-local-time", "a local time in the hour that is there twice when summer time ends",
        "which of the two it was cannot be told");

    public static readonly CleaningRule NonexistentLocalTime = new("nonexistent-local-time", "a local time in the hour that is skipped when summer time begins",
        "no clock of that zone showed it: the zone or the time is wrong");

    public static IReadOnlyList<CleaningRule> All { get; } = [NotATime, TimeWithoutZone, AmbiguousLocalTime, NonexistentLocalTime];
}
