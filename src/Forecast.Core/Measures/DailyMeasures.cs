using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Every measure of the catalogue for every UTC day that is over: a table with one row a day and one column a measure. See <see cref="DailyMeasureStream"/> for what a day holds.
/// <para>The returns that are there stand for all of the day where they are at least half of them, else its variances are absent. Volumes and counts are those of the bars that are
/// there. A day without a bar has no row.</para>
/// <para>Shapes: <see cref="Day"/>, <see cref="MissingBars"/> and every column of <see cref="Values"/> have one length; a value is null where undefined.</para>
/// </summary>
public sealed class DailyMeasures
{
    private DailyMeasures(long[] day, int[] missing, double?[][] values) => (Day, MissingBars, Values) = (day, missing, values);

    /// <summary>00:00 UTC at the start of each day, Unix microseconds.</summary>
    public long[] Day { get; }

    /// <summary>Bars of the day's grid that are not there.</summary>
    public int[] MissingBars { get; }

    /// <summary>One column for each of <see cref="MeasureCatalog.All"/>.</summary>
    public double?[][] Values { get; }

    /// <summary>Measures the days of <paramref name="bars"/> that are over at its last bar's end.</summary>
    /// <exception cref="ArgumentException">The interval does not divide one day.</exception>
    public static DailyMeasures From(BarSeries bars, MeasureConvention convention = MeasureConvention.Textbook)
    {
        var stream = new DailyMeasureStream(bars.Interval, convention);
        stream.Add(bars);
        return stream.Build();
    }

    /// <summary>The column of a measure.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such measure.</exception>
    public double?[] Of(string measure) =>
        MeasureCatalog.All.Select((m, k) => (m.Name, k)).FirstOrDefault(m => m.Name == measure) is { Name: not null } found ? Values[found.k]
            : throw new ArgumentException($"there is no measure {measure}; there are {string.Join(", ", MeasureCatalog.All.Select(m => m.Name))}", nameof(measure));

    /// <summary>The days from <paramref name="day"/> on.</summary>
    public DailyMeasures Since(long day)
    {
        var before = Day.TakeWhile(d => d < day).Count();
        return new DailyMeasures(Day[before..], MissingBars[before..], [.. Values.Select(v => v[before..])]);
    }

    /// <summary>A row for each window of bars whose day <paramref name="isOver"/>, with the measures of both samplings.</summary>
    internal static DailyMeasures Join(DailyWindows sparse, DailyWindows finest, int expected, Func<long, bool> isOver)
    {
        var fine = finest.All().ToDictionary(w => w.Day, w => w.Values);
        var days = sparse.All().Where(w => isOver(w.Day)).ToArray();
        var rows = days.Select(d => InOrder(d.Values, fine.GetValueOrDefault(d.Day))).ToArray();
        return new DailyMeasures([.. days.Select(d => d.Day)], [.. days.Select(d => expected - d.Bars)], [.. MeasureCatalog.All.Select((_, k) => Array.ConvertAll(rows, r => r[k]))]);
    }

    /// <summary>The values of both samplings in the catalogue's order; those of the finest are null where it has none.</summary>
    internal static double?[] InOrder(double?[] sparse, double?[]? finest)
    {
        var (s, f) = (0, 0);
        return [.. MeasureCatalog.All.Select(m => m.Sampling == Sampling.Sparse ? sparse[s++] : finest?[f++])];
    }
}
