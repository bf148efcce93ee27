using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Makes the bars that measures are fed from bars of a series, in whatever pieces they come: their returns, and whether these are neighbours.</summary>
internal sealed class BarFeed
{
    private readonly TimeSpan _interval;
    private readonly long _step;
    private readonly DaySession _session;
    private readonly LeeMyklandStream _jumps;
    private readonly DiurnalSchedule? _season;
    private (long Open, double Close, bool HasReturn)? _last;

    /// <exception cref="ArgumentException">The interval does not divide one day, or the session.</exception>
    public BarFeed(TimeSpan interval, DaySession session)
    {
        (_interval, _step, _session) = (interval, Duration.Microseconds(interval), session);
        if (_step <= 0 || Duration.Day % _step != 0) throw new ArgumentException($"interval {Duration.Format(interval)} does not divide one day; use 1m, 5m, 15m, 30m, 1h or 1d");
        if (session.From % _step != 0 || session.Length % _step != 0) throw new ArgumentException($"bars of {Duration.Format(interval)} do not divide the session; let it begin and end where bars do");
        _jumps = new LeeMyklandStream(interval);
        // Bars that are longer than an hour hold most of the season in themselves.
        if (Duration.Hour % _step == 0) _season = new DiurnalSchedule(interval);
    }

    /// <summary>Bars of a whole session.</summary>
    public int PerDay => (int)(_session.Length / _step);

    /// <summary>The end of the last bar; null before the first.</summary>
    public long? End => _last?.Open + _step;

    /// <summary>The next bars, fed to <paramref name="windows"/>.</summary>
    public void Feed(BarSeries bars, params ReadOnlySpan<DailyWindows> windows)
    {
        if (bars.Interval != _interval) throw new ArgumentException($"bars of {Duration.Format(bars.Interval)} where those of {Duration.Format(_interval)} are measured");
        for (var i = 0; i < bars.Count; i++)
        {
            var bar = Next(bars, i);
            var end = bar.End - Instant.FloorDay(bar.Start);
            if (end <= _session.From || end > _session.To) continue;
            foreach (var window in windows) window.Add(bar.Start, bar);
        }
    }

    /// <summary>All bars of a series, as measures are fed.</summary>
    public static WindowBar[] All(BarSeries bars)
    {
        var feed = new BarFeed(bars.Interval, DaySession.Whole);
        return [.. Enumerable.Range(0, bars.Count).Select(i => feed.Next(bars, i))];
    }

    private WindowBar Next(BarSeries bars, int i)
    {
        var open = bars.OpenTime[i];
        if (open <= _last?.Open) throw new ArgumentException($"the bar of {Instant.Format(open)} comes after that of {Instant.Format(_last.Value.Open)}; sort them by time");
        var follows = open - _last?.Open == _step;
        var r = follows ? Math.Log(bars.Close[i] / _last!.Value.Close) : (double?)null;
        var factor = _season?.At(open)?.Factor(open);
        var bar = new WindowBar
        {
            Return = r,
            IsJoined = follows && _last!.Value.HasReturn,
            Start = open, End = open + _step, Open = bars.Open[i], High = bars.High[i], Low = bars.Low[i], Close = bars.Close[i],
            Volume = bars.Volume?[i], QuoteVolume = bars.QuoteVolume?[i], TakerBuy = bars.TakerBuyBase?[i], Trades = bars.Trades?[i],
            SeasonalFactor = factor,
            JumpStatistic = _jumps.Add(r, factor),
        };
        if (r is { } known) _season?.Add(open, known * known);
        _last = (open, bars.Close[i], r is not null);
        return bar;
    }
}
