using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>
/// Every measure of the catalogue for every UTC day, while bars and prices come in: the same bits as from all of them at once, in whatever pieces they come.
/// <para>A day holds the bars that open in [00:00, 24:00) and their close-to-close returns, the first one from the last close before midnight. There is a return between
/// neighbouring bars only. Measures of the finest sampling are made from the finer bars or the prices that are given beside the bars: from prices with returns between all of them,
/// the last one of each time, in the day of their time.</para>
/// <para>Domain: intervals that divide a day; times that do not fall.</para>
/// </summary>
public sealed class DailyMeasureStream
{
    private static readonly Measure[] Sparse = [.. MeasureCatalog.All.Where(m => m.Sampling == Sampling.Sparse)], Finest = [.. MeasureCatalog.All.Where(m => m.Sampling == Sampling.Finest)];

    private readonly BarFeed _bars, _fineBars;
    private readonly PriceFeed _prices;
    private readonly DailyWindows _sparse, _finest, _ticks;
    private readonly bool _isOwnFinest;
    private readonly long _close;

    /// <param name="interval">Of the bars.</param>
    /// <param name="convention">How measures count.</param>
    /// <param name="finest">Of the finer bars; null where the bars are the finest there is.</param>
    /// <param name="session">The part of each day that is measured; the whole day where omitted.</param>
    /// <param name="pricesAreEnds">Whether a price is stamped with the end of what it closes, so that one of 24:00 belongs to the day that is over.</param>
    /// <exception cref="ArgumentException">An interval does not divide one day, or the session.</exception>
    public DailyMeasureStream(TimeSpan interval, MeasureConvention convention = MeasureConvention.Textbook, TimeSpan? finest = null, DaySession? session = null, bool pricesAreEnds = false)
    {
        var open = session ?? DaySession.Whole;
        (_bars, _fineBars, _prices, _isOwnFinest) = (new BarFeed(interval, open), new BarFeed(finest ?? interval, open), new PriceFeed(open, pricesAreEnds), finest is null || finest == interval);
        _close = open.To;
        (_sparse, _finest, _ticks) = (new DailyWindows(Sparse, convention, _bars.PerDay), new DailyWindows(Finest, convention, _fineBars.PerDay), new DailyWindows(Finest, convention, null));
    }

    /// <summary>Takes the next bars.</summary>
    public void Add(BarSeries bars)
    {
        if (_isOwnFinest) _bars.Feed(bars, _sparse, _finest);
        else _bars.Feed(bars, _sparse);
    }

    /// <summary>Takes the next finer bars.</summary>
    public void AddFinest(BarSeries bars)
    {
        if (_isOwnFinest) throw new InvalidOperationException("no finer bars were announced; give their interval when the stream is made");
        _fineBars.Feed(bars, _finest);
    }

    /// <summary>Takes the next prices.</summary>
    /// <param name="time">Unix microseconds, not falling; of prices at one time the last counts.</param>
    /// <param name="price">Quote currency, positive.</param>
    public void AddPrices(ReadOnlySpan<long> time, ReadOnlySpan<double> price) => _prices.Feed(time, price, _ticks);

    /// <summary>The days that are over at the end of the last bar; ends the stream.</summary>
    public DailyMeasures Build()
    {
        _prices.Finish(_ticks);
        // A coarse bar is made of whatever finer ones there are: only these tell whether the day is over.
        var over = Math.Min(_bars.End ?? long.MinValue, _fineBars.End ?? long.MaxValue);
        return DailyMeasures.Join(_sparse, FinestWindows, _bars.PerDay, day => day + _close <= over);
    }

    /// <summary>The values so far of the last day that has a bar, one for each of <see cref="MeasureCatalog.All"/>; null before the first bar.</summary>
    public double?[]? Today() => _sparse.Open is { } today ? DailyMeasures.InOrder(today.Values(), FinestWindows.Open?.Values()) : null;

    private DailyWindows FinestWindows => _prices.HasPrices ? _ticks : _finest;
}
