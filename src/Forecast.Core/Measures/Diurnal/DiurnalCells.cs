using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The cells of a week in which a variance factor is constant: UTC hour of the week × whether New York saves daylight × position within the hour. The New York hour follows from the first two.
/// </summary>
internal static class DiurnalCells
{
    public const int HoursInWeek = 168, HoursInDay = 24;

    /// <summary>Hours of the week × both offsets of New York; each has a cell for every position.</summary>
    public const int Rows = 2 * HoursInWeek;

    private const int HoursBetweenFundings = 8;

    // Monday 1970-01-05 00:00 UTC.
    private const long Anchor = Instant.FirstMonday, Week = 7 * Duration.Day;

    /// <summary>Monday 00:00 UTC of the week in which an instant lies.</summary>
    public static long FloorWeek(long instant) => instant - IntoWeek(instant);

    /// <summary>How many bars an hour has.</summary>
    /// <exception cref="ArgumentException">The interval does not divide one hour.</exception>
    public static int Positions(TimeSpan interval) => interval > TimeSpan.Zero && Duration.Hour % Duration.Microseconds(interval) == 0 ? (int)(Duration.Hour / Duration.Microseconds(interval))
        : throw new ArgumentException($"interval {Duration.Format(interval)} does not divide one hour; a diurnal profile needs bars of 1m, 5m, 15m, 30m or 1h");

    /// <summary>The cell of the bar that holds an instant.</summary>
    public static int Of(long instant, int positions)
    {
        var into = IntoWeek(instant);
        var row = (2 * (int)(into / Duration.Hour)) + (NewYorkTime.IsDaylight(instant) ? 1 : 0);
        return (row * positions) + (int)(into % Duration.Hour / (Duration.Hour / positions));
    }

    public static int UtcHour(int row) => row / 2;

    public static int NewYorkHour(int row) => (UtcHour(row) - (row % 2 == 1 ? 4 : 5) + HoursInWeek) % HoursInWeek;

    /// <summary>Whether perpetuals exchange funding at the hour's start: 00:00, 08:00 and 16:00 UTC.</summary>
    public static bool IsFunding(int row) => UtcHour(row) % HoursBetweenFundings == 0;

    private static long IntoWeek(long instant) => (((instant - Anchor) % Week) + Week) % Week;
}
