namespace Forecast.Core.Models;

/// <summary>
/// The windows of one lane of <see cref="RollingGarch"/>, one after the other, each climbed from the maximum of the one before.
/// <para>A window is done when every start of <see cref="GarchGrid"/> nearly as likely as its maximum has been climbed from too and leads to that maximum. Where a climb is lost or leads elsewhere, or <see cref="GarchTrend"/> is nearly as likely,
/// the window is estimated by <see cref="GarchEstimator"/>.</para>
/// </summary>
internal sealed class RollingGarchChain(GarchOptions options, int window, int refitEvery, int first, int end, RollingGarchWindow[] results, CancellationToken stop)
{
    // As in GarchEstimator: units of log-likelihood by which a start may lie below the maximum and still be followed.
    private const double Doubt = 3;

    // A climb this close to the maximum, in squared standard errors, leads there.
    private const double Same = 0.1;

    private readonly double[] _returns = new double[window];
    private readonly GarchAscent _top = new(options.Mean, window);
    private readonly GarchAscent _other = new(options.Mean, window);
    private readonly GarchParameters[] _starts = new GarchParameters[GarchGrid.Most];
    private readonly double[] _heights = new double[GarchGrid.Most];
    private GarchAscent? _climb;
    private GarchParameters? _last;
    private Presample _presample;
    private double _scale;
    private double _trend;
    private int _current = first - 1;
    private int _start;
    private int _count;

    /// <summary>Goes to the next window that has to be climbed and loads it into a lane; false where none is left.</summary>
    public bool Advance(ReadOnlySpan<double> series, GarchLanes lanes, int lane)
    {
        while (++_current < end)
        {
            var returns = series.Slice(_current * refitEvery, window);
            var (mean, deviation) = Moments(returns);
            if (!(deviation > 0) || !double.IsFinite(deviation))
            {
                Estimate(returns);
                continue;
            }
            var before = _scale / deviation;
            _scale = deviation;
            for (var t = 0; t < window; t++) _returns[t] = returns[t] / deviation;
            _presample = Presample.Of(_returns, options.Presample, options.Mean);
            var center = options.Mean == ConditionalMean.Constant ? mean / deviation : 0;
            _count = GarchGrid.Starts(_returns, center, _presample, _starts, _heights);
            _trend = GarchTrend.Best(_returns, center, _presample.Level(center)).Height;
            _start = _last is null ? 1 : 0;
            _climb = _top;
            if (_last is { } p) _climb.Begin(p with { Mu = p.Mu * before, Omega = p.Omega * before * before }, exact: true);
            else _climb.Begin(_starts[0], exact: false);
            lanes.Load(lane, _returns);
            Place(lanes, lane);
            return true;
        }
        _climb = null;
        return false;
    }

    /// <summary>Takes what the lane evaluated and sets where it goes next; false where the chain is at its end.</summary>
    public bool Take(ReadOnlySpan<double> series, GarchLanes lanes, int lane)
    {
        Span<double> gradient = stackalloc double[4], matrix = stackalloc double[10];
        var height = lanes.Read(lane, gradient, matrix);
        var state = _climb!.Take(height, gradient, matrix);
        if (state != AscentState.Lost && _climb == _other)
            state = _top.Distance(_other.Trial) < Same ? AscentState.Top : state == AscentState.Top ? AscentState.Lost : state;
        else if (state == AscentState.Top && _trend > _top.Height - Doubt) state = AscentState.Lost;

        if (state == AscentState.Top)
        {
            if (Doubtful() is { } start)
            {
                _climb = _other;
                _climb.Begin(start, exact: false);
                state = AscentState.Climbing;
            }
            else
            {
                Keep();
            }
        }
        else if (state == AscentState.Lost)
        {
            Estimate(series.Slice(_current * refitEvery, window));
        }
        if (state != AscentState.Climbing) return Advance(series, lanes, lane);
        Place(lanes, lane);
        return true;
    }

    private void Place(GarchLanes lanes, int lane) => lanes.Place(lane, _climb!.Trial, _presample, _climb.Exact);

    // The next start that may lead to another maximum.
    private GarchParameters? Doubtful()
    {
        for (; _start < _count && _heights[_start] > _top.Height - Doubt; _start++)
        {
            if (!GarchGrid.IsOnSlope(0.5 * _top.Distance(_starts[_start]), _top.Height - _heights[_start])) return _starts[_start++];
        }
        return null;
    }

    private void Keep()
    {
        var p = _top.Trial;
        _last = p;
        results[_current] = new RollingGarchWindow
        {
            First = _current * refitEvery,
            Status = FitStatus.Converged,
            Parameters = new(p.Mu * _scale, p.Omega * _scale * _scale, p.Alpha, p.Beta),
            LogLikelihood = GarchRecursion.LogLikelihood(_returns, p, _presample) - (window * Math.Log(_scale)),
            NextVariance = GarchRecursion.Next(_returns, p, _presample) * _scale * _scale,
        };
    }

    private void Estimate(ReadOnlySpan<double> returns)
    {
        var fit = GarchEstimator.Fit(returns, options, stop);
        _last = fit is { Status: FitStatus.Converged, Estimate: { } e } ? e.Parameters with { Mu = e.Parameters.Mu / _scale, Omega = e.Parameters.Omega / _scale / _scale } : null;
        results[_current] = new RollingGarchWindow
        {
            First = _current * refitEvery,
            Status = fit.Status,
            Reason = fit.Reason,
            Parameters = fit.Estimate?.Parameters,
            LogLikelihood = fit.Estimate?.LogLikelihood,
            NextVariance = fit.Estimate?.NextVariance,
        };
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> returns)
    {
        double sum = 0, squares = 0;
        foreach (var r in returns) sum += r;
        var mean = sum / returns.Length;
        foreach (var r in returns) squares += (r - mean) * (r - mean);
        return (mean, Math.Sqrt(squares / returns.Length));
    }
}
