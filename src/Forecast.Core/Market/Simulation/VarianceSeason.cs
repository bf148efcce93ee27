namespace Forecast.Core.Market;

/// <summary>Log of the seasonal variance factor at every bar of the week, hour of the UTC day × day of the week, with mean factor 1 over a week.</summary>
internal static class VarianceSeason
{
    /// <summary>One value for each bar of a week that starts on Monday 00:00 UTC.</summary>
    public static double[] Log(SimulatedMarketSpecification market)
    {
        var season = new double[7 * market.BarsPerDay];
        for (var i = 0; i < season.Length; i++)
        {
            var (day, minute) = (i / market.BarsPerDay, i % market.BarsPerDay * market.MinutesPerBar);
            season[i] = market.HourOfDay[minute / 60] * market.DayOfWeek[day];
        }
        var mean = season.Average();
        return [.. season.Select(s => Math.Log(s / mean))];
    }

    /// <summary>Place in the week of the first bar of <paramref name="start"/>.</summary>
    public static int Offset(DateOnly start, int barsPerDay) => ((int)start.DayOfWeek + 6) % 7 * barsPerDay;
}
