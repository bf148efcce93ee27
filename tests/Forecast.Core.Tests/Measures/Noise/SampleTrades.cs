using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Tests.Measures;

/// <summary>Two days of trades of a stock, 09:30 to 16:00 New York, whose realised measures R's highfrequency prints.</summary>
internal static class SampleTrades
{
    private static readonly string[] Days = ["2018-01-02", "2018-01-03"];

    /// <summary>All trades of a day.</summary>
    public static (long[] Time, double[] Price) Of(int day)
    {
        var rows = SharedFolder.Lines("data/realized_reference/sampleTData.csv.gz").Skip(1).Where(l => l.StartsWith(Days[day], StringComparison.Ordinal)).Select(l => l.Split(',')).ToArray();
        return ([.. rows.Select(r => DateTimeOffset.Parse(r[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)).Select(Instant.From)],
            [.. rows.Select(r => double.Parse(r[3], CultureInfo.InvariantCulture))]);
    }

    /// <summary>Log returns between all trades.</summary>
    public static double[] Returns(int day)
    {
        var price = Of(day).Price;
        return [.. Enumerable.Range(1, price.Length - 1).Select(i => Math.Log(price[i] / price[i - 1]))];
    }

    /// <summary>Previous-tick log returns of a grid from 09:30 to 16:00, its first price the first of the day.</summary>
    public static double[] Returns(int day, int seconds)
    {
        var (time, price) = Of(day);
        var open = Instant.FloorDay(time[0]) + (long)TimeSpan.FromHours(14.5).TotalMicroseconds;
        time[0] = open;
        return PreviousTick.Sample([new TickSeries(time, price)], open, open + (long)TimeSpan.FromHours(6.5).TotalMicroseconds, seconds * 1_000_000L).Returns(0);
    }
}
