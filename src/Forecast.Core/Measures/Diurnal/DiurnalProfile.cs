using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// The diurnal profile of variance: by how much the variance of a bar differs from the local level because of the hour of the week and the place within the hour, in UTC and on New York's clock.
/// <code>
/// factor = k × UTC hour of the week × New York hour of the week × position within the hour (funding hours 00, 08, 16 UTC | others) × New York hour of the day and position
/// </code>
/// k makes the mean over a week 1, once for New York's standard time and once for its daylight time (the two weeks a year in which the clocks change mix both).
/// <para>Fit: the additive log factors η minimise the QLIKE (gamma) criterion Σ x e^{−η} + η of the squared returns relative to the local level, x = r² / level, capped at
/// <see cref="DiurnalOptions.Cap"/> times what is expected. The level is at first the mean of r² over the seven days around the bar, which have no season; with the profile found by that it is the mean of r² / factor
/// over the day around the bar, and the profile is fitted once more. At the ends of the window the days are the first or last ones. All lies before the origin.</para>
/// <para>Shrinkage: hours of the week are the sum of a day, an hour of the day and a remainder, each pulled to zero by ridge: with 30 hours of evidence, or 250 for a remainder, half of it is left; positions with
/// 100 bars. This also divides between UTC and New York what a sample without both offsets could not.</para>
/// <para>Units: none. Domain: bars that divide an hour; without a profile where the history is too short or did not move. Missing bars do not count.</para>
/// <para>Reference: Andersen and Bollerslev (1997), Journal of Empirical Finance 4; Hansen, Kim and Kimbrough (2024), Journal of Financial Econometrics 22; the criterion: Patton (2011), Journal of Econometrics 160.</para>
/// </summary>
public sealed class DiurnalProfile
{
    private readonly int _positions;
    private readonly double[] _factors;

    private DiurnalProfile(long origin, int positions, double[] factors) => (Origin, _positions, _factors) = (origin, positions, factors);

    /// <summary>The instant up to which bars were seen, Unix microseconds.</summary>
    public long Origin { get; }

    /// <summary>Length of the bars that it is for.</summary>
    public TimeSpan Interval => TimeSpan.FromHours(1) / _positions;

    /// <summary>168 factors of the hours of the week in UTC from Monday 00:00 on, mean 1.</summary>
    public IReadOnlyList<double> UtcHours { get; private init; } = [];

    /// <summary>168 factors of the hours of the week on New York's clock from Monday 00:00 on, mean 1.</summary>
    public IReadOnlyList<double> NewYorkHours { get; private init; } = [];

    /// <summary>Factors of the positions within an hour that begins without a funding, mean 1.</summary>
    public IReadOnlyList<double> Positions { get; private init; } = [];

    /// <summary>Factors of the positions within an hour that begins with a funding (00:00, 08:00, 16:00 UTC), mean 1.</summary>
    public IReadOnlyList<double> FundingPositions { get; private init; } = [];

    /// <summary>Factors of the positions within each hour of New York's day, by hour then position, mean 1 in each hour: scheduled news and the opening.</summary>
    public IReadOnlyList<double> NewYorkPositions { get; private init; } = [];

    /// <summary>Fits a profile on the bars that end at or before <paramref name="origin"/> and after origin − window; null where they are too few.</summary>
    /// <exception cref="ArgumentException">The interval does not divide one hour.</exception>
    public static DiurnalProfile? Fit(BarSeries bars, long origin, DiurnalOptions? options = null)
    {
        var profiles = new DiurnalProfiles(bars.Interval, options);
        profiles.Add(bars);
        return profiles.FitAt(origin);
    }

    /// <summary>The factor of the bar that holds <paramref name="instant"/>: its expected variance over that of a mean bar of the week.</summary>
    public double Factor(long instant) => _factors[DiurnalCells.Of(instant, _positions)];

    /// <summary>The mean factor of the bars that open in [<paramref name="from"/>, <paramref name="until"/>): the expected variance of the window over that of a mean one as long.</summary>
    /// <exception cref="ArgumentException">No bar opens there.</exception>
    public double Mean(long from, long until)
    {
        var step = Duration.Hour / _positions;
        var first = (from / step * step) is var floor && floor < from ? floor + step : floor;
        var (sum, count) = (0.0, 0);
        for (var open = first; open < until; open += step, count++) sum += Factor(open);
        return count > 0 ? sum / count : throw new ArgumentException($"no bar of {Duration.Format(Interval)} opens from {Instant.Format(from)} until {Instant.Format(until)}; give a window that holds one");
    }

    /// <summary>From parameters of the design, in logs.</summary>
    internal static DiurnalProfile Of(long origin, DiurnalDesign design, double[] u)
    {
        var positions = design.Positions;
        var factors = new double[DiurnalCells.Rows * positions];
        for (var c = 0; c < factors.Length; c++)
        {
            var log = 0.0;
            foreach (var part in design.RowParts) log += u[part[c / positions]];
            foreach (var part in design.CellParts) log += u[part[c]];
            factors[c] = Math.Exp(log - u[0]);
        }
        for (var offset = 0; offset < 2; offset++)
        {
            var sum = 0.0;
            for (var c = 0; c < factors.Length; c++) sum += c / positions % 2 == offset ? factors[c] : 0;
            for (var c = 0; c < factors.Length; c++) factors[c] *= c / positions % 2 == offset ? DiurnalCells.HoursInWeek * positions / sum : 1;
        }
        double[] Hours(Range parts, Func<int, int> hour)
        {
            var log = new double[DiurnalCells.HoursInWeek];
            for (var row = 1; row < DiurnalCells.Rows; row += 2) log[hour(row)] = design.RowParts.Take(parts).Sum(part => u[part[row]]);
            return MeanOne(log);
        }
        double[] Within(int part, int row) => design.CellParts.Count == 0 ? [1] : MeanOne([.. Enumerable.Range(row * positions, positions).Select(c => u[design.CellParts[part][c]])]);
        int Row(Func<int, bool> where) => Enumerable.Range(0, DiurnalCells.Rows).First(where);
        return new DiurnalProfile(origin, positions, factors)
        {
            UtcHours = Hours(DiurnalDesign.UtcParts, DiurnalCells.UtcHour),
            NewYorkHours = Hours(DiurnalDesign.NewYorkParts, DiurnalCells.NewYorkHour),
            Positions = Within(0, Row(static row => !DiurnalCells.IsFunding(row))),
            FundingPositions = Within(0, Row(DiurnalCells.IsFunding)),
            NewYorkPositions = [.. Enumerable.Range(0, DiurnalCells.HoursInDay).SelectMany(hour => Within(1, Row(row => DiurnalCells.NewYorkHour(row) == hour)))],
        };
    }

    private static double[] MeanOne(double[] log)
    {
        var mean = log.Average(Math.Exp);
        return Array.ConvertAll(log, l => Math.Exp(l) / mean);
    }
}
