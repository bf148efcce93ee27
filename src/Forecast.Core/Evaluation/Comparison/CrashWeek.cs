using Forecast.Core.Market;

namespace Forecast.Core.Evaluation;

/// <summary>A week, from a Monday at 00:00 UTC, in which prices fell so far that a comparison may rest on it alone.</summary>
/// <param name="Name">What it is remembered by.</param>
/// <param name="From">Its first instant, Unix microseconds.</param>
public sealed record CrashWeek(string Name, long From)
{
    /// <summary>Length of a week in microseconds.</summary>
    public const long Length = 7 * Duration.Day;

    /// <summary>Weeks in which crypto markets crashed, by what is commonly taken for their cause.</summary>
    public static IReadOnlyList<CrashWeek> Known { get; } =
    [
        Containing("pandemic", new DateOnly(2020, 3, 12)),
        Containing("leverage flush of May 2021", new DateOnly(2021, 5, 19)),
        Containing("Terra", new DateOnly(2022, 5, 11)),
        Containing("Celsius and Three Arrows", new DateOnly(2022, 6, 13)),
        Containing("FTX", new DateOnly(2022, 11, 9)),
        Containing("yen carry trade", new DateOnly(2024, 8, 5)),
        Containing("tariffs of October 2025", new DateOnly(2025, 10, 10)),
    ];

    /// <summary>The first instant after it.</summary>
    public long To => From + Length;

    /// <summary>The week of a day.</summary>
    public static CrashWeek Containing(string name, DateOnly day) => new(name, Start(Instant.From(day)));

    /// <summary>The first instant of an instant's week.</summary>
    public static long Start(long instant) => instant - ((((instant - Instant.FirstMonday) % Length) + Length) % Length);
}
