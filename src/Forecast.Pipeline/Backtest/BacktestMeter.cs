namespace Forecast.Pipeline.Backtest;

/// <summary>Adds up what a back-test has done, each part by what it costs, and tells how far it is: after every walk, and no more than <see cref="MostOften"/> in between. Threads may share it.</summary>
public sealed class BacktestMeter
{
    /// <summary>Least time between two reports within walks.</summary>
    public static TimeSpan MostOften { get; } = TimeSpan.FromMilliseconds(250);

    // What went before the first estimation, and how long that took, says little of the rest.
    private const double LeastShare = 0.01;

    private readonly Lock _lock = new();
    private readonly TimeProvider _clock;
    private readonly IProgress<BacktestProgress>? _progress;
    private readonly double[] _costs, _shares;
    private readonly bool[] _kept;
    private readonly long _start;
    private int _done;
    private long _reported;

    /// <param name="costs">What each walk costs, in any unit.</param>
    /// <param name="kept">Whether it need not be walked.</param>
    /// <param name="clock">Measures.</param>
    /// <param name="progress">Told.</param>
    public BacktestMeter(IReadOnlyList<double> costs, IReadOnlyList<bool> kept, TimeProvider clock, IProgress<BacktestProgress>? progress)
    {
        (_costs, _kept, _shares, _clock, _progress) = ([.. costs], [.. kept], new double[costs.Count], clock, progress);
        (_done, _start, _reported) = (_kept.Count(k => k), clock.GetTimestamp(), clock.GetTimestamp());
        progress?.Report(Now());
    }

    /// <summary>This share of walk <paramref name="walk"/> is done.</summary>
    public void Reached(int walk, double share)
    {
        lock (_lock)
        {
            _shares[walk] = share;
            if (_clock.GetElapsedTime(_reported) >= MostOften) Report();
        }
    }

    /// <summary>Walk <paramref name="walk"/>, which was not kept, is finished.</summary>
    public void Finished(int walk)
    {
        lock (_lock)
        {
            (_shares[walk], _done) = (1, _done + 1);
            Report();
        }
    }

    private void Report()
    {
        _reported = _clock.GetTimestamp();
        _progress?.Report(Now());
    }

    private BacktestProgress Now()
    {
        double all = 0, done = 0;
        for (var w = 0; w < _costs.Length; w++)
        {
            if (_kept[w]) continue;
            (all, done) = (all + _costs[w], done + (_shares[w] * _costs[w]));
        }
        var share = _done == _costs.Length ? 1 : done / all;
        return new BacktestProgress(_done, _costs.Length, _kept.Count(k => k), share, share >= LeastShare ? _clock.GetElapsedTime(_start) * ((1 - share) / share) : null);
    }
}
