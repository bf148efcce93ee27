using System.Collections.Concurrent;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A panel of instruments on one hourly grid, with the regressors and targets of the pooled models. All columns look back only, so that the column of a longer panel begins with that of a shorter one.
/// </summary>
internal sealed class PooledMarket
{
    private readonly ConcurrentDictionary<int, Lazy<double[][]>> _seasonAhead = new();
    private readonly ConcurrentDictionary<int, Lazy<(double[] Mean, double[] Largest)>> _ranges = new();
    private readonly HourlyPanel _panel;
    private readonly PooledSeason? _season;
    private readonly Lazy<double[][][]> _columns;

    private PooledMarket(HourlyPanel panel, bool hasSeason)
    {
        _panel = panel;
        FirstEnd = panel.Members.Min(s => s.Past is { Count: > 0 } past ? Math.Min(s.FirstEnd, (past.End(0) + Duration.Hour - 1) / Duration.Hour * Duration.Hour) : s.FirstEnd);
        Count = (int)((panel.Members.Max(s => s.End(s.Count - 1)) - FirstEnd) / Duration.Hour) + 1;
        var hours = panel.Members.Select(s => new PooledHours(s, FirstEnd, Count)).ToArray();
        _season = Season(h => h.Variance);
        var (volume, trades) = (Season(h => h.Volume), Season(h => h.Trades));
        Instruments = [.. hours.Select((h, c) => new PooledInstrument(this, h, Without(_season, c, h.Variance), Without(_season, c, h.Range), Without(volume, c, h.Volume), Without(trades, c, h.Trades)))];
        _columns = new(() => [.. Instruments.Select(c => PooledFeatures.All.Select(f => f.Values(c)).ToArray())]);

        PooledSeason? Season(Func<PooledHours, double[]> values) => hasSeason ? new PooledSeason([.. hours.Select(values)], FirstEnd) : null;

        static double[] Without(PooledSeason? season, int instrument, double[] values) => season?.Without(instrument, values) ?? values;
    }

    /// <summary>End of hour 0, Unix microseconds.</summary>
    public long FirstEnd { get; }

    /// <summary>Hours of the grid.</summary>
    public int Count { get; }

    /// <summary>In the panel's order.</summary>
    public IReadOnlyList<PooledInstrument> Instruments { get; }

    /// <summary>The market of a panel, made once with its season, and once without where that is asked for.</summary>
    public static PooledMarket Of(HourlyPanel panel, PooledRecipe recipe) => panel.Kept((typeof(PooledMarket), recipe.HasSeason), p => new PooledMarket(p, recipe.HasSeason));

    /// <summary>Which instrument a series is.</summary>
    public int IndexOf(HourlySeries series)
    {
        for (var c = 0; c < _panel.Members.Count; c++)
        {
            if (ReferenceEquals(_panel.Members[c], series)) return c;
        }
        throw new ArgumentException($"{series.Symbol} is not in the panel");
    }

    /// <summary>The hour that ends at an instant.</summary>
    public int HourOf(long end) => (int)((end - FirstEnd) / Duration.Hour);

    /// <summary>Every regressor of an instrument, in the order of <see cref="PooledFeatures.All"/>.</summary>
    public double[][] Columns(int instrument) => _columns.Value[instrument];

    /// <summary>ln of the mean seasonal factor of the h hours after each hour.</summary>
    public double[] SeasonAhead(int instrument, int h) => _seasonAhead.GetOrAdd(h, hours => new(() => [.. Instruments.Select((_, c) => _season?.Ahead(c, hours) ?? new double[Count])])).Value[instrument];

    /// <summary>The same of an instrument of this market.</summary>
    public double[] SeasonAhead(PooledInstrument instrument, int h) => SeasonAhead(Instruments.TakeWhile(c => !ReferenceEquals(c, instrument)).Count(), h);

    /// <summary>Mean of the relative range of h hours over the instruments that have a level, and bars in that hour.</summary>
    public double[] MeanRange(int h) => _ranges.GetOrAdd(h, Ranges).Value.Mean;

    /// <summary>The largest of them.</summary>
    public double[] LargestRange(int h) => _ranges.GetOrAdd(h, Ranges).Value.Largest;

    /// <summary>1 where the hour to come is of a Saturday or a Sunday, UTC; else 0.</summary>
    public double[] Weekend => Each(i => Instant.ToTime(FirstEnd + (i * Duration.Hour)).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1 : 0);

    /// <summary>A circular function of the hour of the day to come, UTC, that turns so many times a day.</summary>
    public double[] Turn(int times, Func<double, double> function)
    {
        // From the hour itself and rounded: where a grid meets only the zeros of a function, what rounding leaves of them would be taken for a regressor.
        double[] turn = [.. Enumerable.Range(0, 24).Select(hour => Math.Round(function(2 * Math.PI * times * hour / 24), 15))];
        return Each(i => turn[((FirstEnd / Duration.Hour) + i) % 24]);
    }

    private double[] Each(Func<int, double> value)
    {
        var column = new double[Count];
        for (var i = 0; i < Count; i++) column[i] = value(i);
        return column;
    }

    private Lazy<(double[] Mean, double[] Largest)> Ranges(int h) => new(() =>
    {
        var (mean, largest, columns) = (new double[Count], new double[Count], Instruments.Select(c => c.Range(h)).ToArray());
        for (var i = 0; i < Count; i++)
        {
            var (sum, most, n) = (0.0, double.NegativeInfinity, 0);
            for (var c = 0; c < columns.Length; c++)
            {
                if (!double.IsFinite(Instruments[c].LogLevel[i]) || double.IsNaN(Instruments[c].Hours.Range[i])) continue;
                (sum, most) = (sum + columns[c][i], Math.Max(most, columns[c][i]));
                n++;
            }
            if (n > 0) (mean[i], largest[i]) = (sum / n, most);
        }
        return (mean, largest);
    });
}
