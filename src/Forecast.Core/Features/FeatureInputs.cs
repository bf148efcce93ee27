using System.Collections.Concurrent;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Features;

/// <summary>
/// What the features of one instrument are made from, and the origins at which they are asked for.
/// <para>Units: instants in Unix microseconds. Domain: origins are full hours and increase; facts that the program does not have are null, and features of them undefined.</para>
/// </summary>
public sealed class FeatureInputs
{
    private readonly Lazy<HourlySeries> _hours;
    private readonly Lazy<(long[] End, WindowBar[] Bar)> _bars;
    private readonly ConcurrentDictionary<int, double?[][]> _windows = new();

    public FeatureInputs()
    {
        _hours = new(() => HourlySeries.From(Bars!));
        _bars = new(() => ([.. Enumerable.Range(0, Bars!.Count).Select(Bars.End)], BarFeed.All(Bars)));
    }

    /// <summary>Of the instrument, from as far back as there are.</summary>
    public required BarSeries Bars { get; init; }

    /// <summary>How long after its end a bar is known, microseconds.</summary>
    public required long Delay { get; init; }

    /// <summary>The instants from which one looks back.</summary>
    public required long[] Origins { get; init; }

    /// <summary>Funding rates of the perpetual.</summary>
    public AsOfSeries? Funding { get; init; }

    /// <summary>Hours between two fundings.</summary>
    public AsOfSeries? FundingHours { get; init; }

    /// <summary>Open interest of the perpetual.</summary>
    public AsOfSeries? OpenInterest { get; init; }

    /// <summary>Index of implied volatility of the coin, % a year.</summary>
    public AsOfSeries? ImpliedVolatility { get; init; }

    /// <summary>Last prices of the spot market and of the perpetual.</summary>
    public (AsOfSeries Spot, AsOfSeries Perpetual)? Pair { get; init; }

    internal HourlySeries Hours => _hours.Value;

    /// <summary>When the row of an origin is known.</summary>
    public long KnownAt(int row) => Origins[row] + Delay;

    /// <summary>The hour that ends at an origin; null where the series has none.</summary>
    internal int? HourOf(int row) => Hours.IndexOf(Origins[row]) is var i && i >= 0 && i < Hours.Count && Hours.End(i) == Origins[row] ? i : null;

    /// <summary>One column for each measure of <see cref="MeasureCatalog"/> that is made from bars, over the last <paramref name="hours"/> hours before each origin.</summary>
    internal double?[] Window(string measure, int hours) => _windows.GetOrAdd(hours, Measured)[Sparse.FindIndex(m => m.Name == measure)];

    /// <summary>The last bar that ends at or before each origin; −1 where there is none.</summary>
    internal int BarBefore(int row)
    {
        var i = Array.BinarySearch(_bars.Value.End, Origins[row]);
        return i >= 0 ? i : ~i - 1;
    }

    private static List<Measure> Sparse { get; } = [.. MeasureCatalog.All.Where(m => m.Sampling == Sampling.Sparse)];

    private double?[][] Measured(int hours)
    {
        var expected = (int)(hours * Duration.Hour / Duration.Microseconds(Bars.Interval));
        var columns = Array.ConvertAll(Sparse.ToArray(), _ => new double?[Origins.Length]);
        for (var row = 0; row < Origins.Length; row++)
        {
            var window = new MeasureWindow(Sparse, MeasureConvention.Textbook, expected);
            var last = BarBefore(row);
            var first = last;
            while (first >= 0 && _bars.Value.Bar[first].Start >= Origins[row] - (hours * Duration.Hour)) first--;
            for (var j = first + 1; j <= last; j++) window.Add(_bars.Value.Bar[j]);
            var values = window.Values();
            for (var k = 0; k < columns.Length; k++) columns[k][row] = values[k];
        }
        return columns;
    }
}
