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
    private readonly Lazy<HourlySeries?> _hours;
    private readonly Lazy<(long[] End, WindowBar[] Bar)> _bars;
    private readonly Lazy<double?[]> _vpin;
    private readonly Lazy<DiurnalSchedule> _season;
    private readonly ConcurrentDictionary<(string, int), double?[]> _windows = new();

    public FeatureInputs()
    {
        _hours = new(() => Bars!.Count > 0 && Bars.End(Bars.Count - 1) / Duration.Hour > (Bars.End(0) - 1) / Duration.Hour ? HourlySeries.From(Bars) : null);
        _season = new(SeasonOfBars);
        _vpin = new(() => VpinStream.Of(Bars!));
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

    /// <summary>Open interest of the coin-margined perpetual: where that of <see cref="OpenInterest"/> is not known, positions in it tell as much.</summary>
    public AsOfSeries? CoinOpenInterest { get; init; }

    /// <summary>Index of implied volatility of the coin, % a year.</summary>
    public AsOfSeries? ImpliedVolatility { get; init; }

    /// <summary>Last prices of the spot market and of the perpetual.</summary>
    public (AsOfSeries Spot, AsOfSeries Perpetual)? Pair { get; init; }

    /// <summary>Bars of the order book.</summary>
    public BookBarSeries? Book { get; init; }

    /// <summary>What the instruments of the market have in common.</summary>
    public MarketFactor? Market { get; init; }

    /// <summary>To be read only at an hour that there is.</summary>
    internal HourlySeries Hours => _hours.Value!;

    /// <summary>The season of the bars, as it was known at any instant up to the last bar.</summary>
    internal DiurnalSchedule Season => _season.Value;

    /// <summary>VPIN at the end of each bar, from buckets whose size was known before.</summary>
    internal double?[] Vpin => _vpin.Value;

    /// <summary>When the row of an origin is known.</summary>
    public long KnownAt(int row) => Origins[row] + Delay;

    /// <summary>The hour that ends at an origin; null where the series has none.</summary>
    internal int? HourOf(int row) => _hours.Value is { } hours && hours.IndexOf(Origins[row]) is var i && i >= 0 && i < hours.Count && hours.End(i) == Origins[row] ? i : null;

    /// <summary>A measure of <see cref="MeasureCatalog"/> that is made from bars, over the last <paramref name="hours"/> hours before each origin.</summary>
    internal double?[] Window(string measure, int hours) => _windows.GetOrAdd((measure, hours), Measured);

    /// <summary>The last bar that ends at or before each origin; −1 where there is none.</summary>
    internal int BarBefore(int row)
    {
        var i = Array.BinarySearch(_bars.Value.End, Origins[row]);
        return i >= 0 ? i : ~i - 1;
    }

    /// <summary>The return of the bar that ends at <paramref name="end"/>; null where there is none.</summary>
    internal double? ReturnEnding(long end) => Array.BinarySearch(_bars.Value.End, end) is >= 0 and var i ? _bars.Value.Bar[i].Return : null;

    private DiurnalSchedule SeasonOfBars()
    {
        var season = new DiurnalSchedule(Bars.Interval);
        foreach (var bar in _bars.Value.Bar)
        {
            if (bar.Return is { } r) season.Add(bar.Start, r * r);
        }
        return season;
    }

    private double?[] Measured((string Measure, int Hours) window)
    {
        var (one, length) = (MeasureCatalog.All.Where(m => m.Name == window.Measure && m.Sampling == Sampling.Sparse).ToArray(), window.Hours * Duration.Hour);
        var (values, expected, bars, first) = (new double?[Origins.Length], (int)(length / Duration.Microseconds(Bars.Interval)), _bars.Value.Bar, 0);
        for (var row = 0; row < values.Length; row++)
        {
            var open = new MeasureWindow(one, MeasureConvention.Textbook, expected);
            while (first < bars.Length && bars[first].Start < Origins[row] - length) first++;
            for (var j = first; j < bars.Length && bars[j].End <= Origins[row]; j++) open.Add(bars[j]);
            values[row] = open.Values()[0];
        }
        return values;
    }
}
