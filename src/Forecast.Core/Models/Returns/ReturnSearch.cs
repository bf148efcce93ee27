using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>The searches for the maximum of one likelihood: which starts are followed, and the best end of them.</summary>
internal sealed class ReturnSearch
{
    // Largest component of the gradient of the mean log-likelihood at a maximum.
    private const double Tolerance = 1e-10;

    // Newton's steps at the end, for a search that had still further to go than this.
    private const int FinishLimit = 2;
    private const double LongestNextStep = 1e-8;

    // Units of log-likelihood below a maximum, as its curvature has it, at which a point belongs to it, and how far off the true difference may be.
    private const double Belonging = 0.01;
    private const double BelongingFactor = 2;

    // Units of log-likelihood by which a start may lie below the best maximum so far and still be followed.
    private const double Doubt = 3;
    private const double ShortDoubt = 10;
    private const double RoughDoubt = 30;

    // Units of log-likelihood by which a search has to gain for another to follow it, and that a gap between kinks has to promise to be searched.
    private const double Worthwhile = 1e-7;
    private const double Notable = 1e-6;

    // Starts that are followed, at most, in a short series and in a long one and where a likelihood has maxima in odd places, and how far they lie from each other and from the ends of the others.
    private const int FollowLimit = 6;
    private const int RoughFollowLimit = 12;
    private const int LongFollowLimit = 3;
    private const int Long = 1500;
    private const double Apart = 0.07;

    // Gaps between kinks in a row without anything higher, after which no more are searched.
    private const int GapLimit = 1;
    private const int ShortGapLimit = 8;

    // Most steps across kinks, which are easily many and short.
    private const int KinkedLimit = 150;

    private static readonly NormalErrors Gaussian = new();

    private readonly ReturnModel _model;
    private readonly ReturnLikelihood _likelihood;
    private readonly double[] _mean;
    private readonly int _limit;
    private readonly CancellationToken _stop;

    // The point at which the likelihood was last asked for, with minus its mean value and gradient.
    private readonly double[] _last, _gradient;
    private double _value;

    // Values of a constant mean at which the likelihood has a kink, increasing.
    private readonly double[] _kinks;

    public ReturnSearch(ReturnModel model, ReturnLikelihood likelihood, double[] mean, int limit, CancellationToken stop)
    {
        (_model, _likelihood, _mean, _limit, _stop) = (model, likelihood, mean, limit, stop);
        (_last, _gradient) = (new double[model.Count], new double[model.Count]);
        Array.Fill(_last, double.NaN);
        Constraints = [.. Lifted(model)];
        _kinks = model.HasKinks && model.Mean.Kind == ConditionalMean.Constant ? [.. likelihood.Series.ToArray().Distinct().Order()] : [];
    }

    /// <summary>The constraints on all parameters.</summary>
    public IReadOnlyList<LinearConstraint> Constraints { get; }

    /// <summary>Most steps of one search.</summary>
    public int Limit => _kinks.Length > 0 ? Math.Min(KinkedLimit, _limit) : _limit;

    /// <summary>Steps taken by all searches.</summary>
    public int Iterations { get; private set; }

    /// <summary>The highest maximum found; null where the likelihood is not finite at any start.</summary>
    public ConstrainedMinimum? Run(double[] warmStart)
    {
        var starts = Ranked();
        ConstrainedMinimum? best = null;
        double[,]? curvature = null;
        var passed = new List<double[]>();
        if (warmStart.Length > 0 && Array.TrueForAll(warmStart, double.IsFinite) && Climb(Inward(warmStart)) is { Ending: not MinimumEnding.IterationLimit } warm)
        {
            best = warm;
            passed.Add(warm.X);
        }
        var (several, followed, isLong) = (_model.Variance.HasSeveralMaxima, 0, _likelihood.Steps >= Long);
        var isRough = !isLong && (_model.Variance.StartsOfShortSeries.Count > 0 || _model.Errors.Names.Count > 0);
        var (limit, doubt, isPlain) = (isLong ? LongFollowLimit : isRough ? RoughFollowLimit : FollowLimit, isLong ? Doubt : isRough ? RoughDoubt : ShortDoubt, isLong && !several && !_model.HasKinks);
        foreach (var (x, height) in starts)
        {
            if (!several && (followed == limit || height < starts[0].Height - (10 * doubt))) break;
            // Gaussian heights rank the starts of a long series; whether one is nearly as likely as a maximum, its own likelihood says.
            if (best is not null && (passed.Exists(p => Distance(p, x) < Apart) || (!several && !(_likelihood.Value(x) > (-best.Value * _likelihood.Steps) - doubt)))) continue;
            followed++;
            passed.Add(x);
            if (best is { Ending: MinimumEnding.Stationary, Active: [] } && isPlain) curvature ??= _likelihood.Information(best.X);
            if (Climb(x, curvature is null ? null : (at, value) => Belongs(at, value, best!, curvature)) is not { Ending: not MinimumEnding.Enough } end) continue;
            // On a bound a search may have stopped short of a maximum nearby.
            if (end.Active.Count == 0) passed.Add(end.X);
            if (best is null || end.Value < best.Value) (best, curvature) = (end, null);
        }
        return best is null ? null : Finished(Slid(best));
    }

    // Along flat directions, and in corners, values end the search before the gradient has vanished: two of Newton's steps, with the Hessian by central differences of the gradient, go the rest of the way.
    private ConstrainedMinimum Finished(ConstrainedMinimum end)
    {
        if (end.Ending == MinimumEnding.IterationLimit || end is { Ending: MinimumEnding.Stationary, Active: [], NextStep: <= LongestNextStep }) return end;
        return GradientHessian.Of(Negative, end.X, GradientHessian.ShortSteps(end.X, 0.01), CentralDifference.Second) is { } hessian ? ConstrainedNewton.Finish(Negative, end, Constraints, hessian, FinishLimit) : end;
    }

    private bool IsStart(double[] x)
    {
        var gradient = new double[x.Length];
        return double.IsFinite(Negative(x, gradient)) && Array.TrueForAll(gradient, double.IsFinite);
    }

    private ConstrainedMinimum? Climb(double[] start, Func<double[], double, bool>? isKnown = null)
    {
        if (!IsStart(start)) return null;
        var end = Minimize(start, Constraints, _likelihood.Information(start), isKnown, Limit);
        if (_kinks.Length > 0 && end.Ending is not (MinimumEnding.Stationary or MinimumEnding.Enough))
        {
            var (index, curvature) = (Array.BinarySearch(_kinks, end.X[0]), _likelihood.Information(end.X));
            foreach (var gap in index < 0 ? (int[])[~index - 1] : [index - 1, index])
            {
                if (InGap(gap, end.X, curvature) is { } found && !(found.Value > end.Value)) end = found;
            }
        }
        // The kinks of an autoregression are edges in several parameters: there the mean is held and the others go on.
        for (var round = 0; _model.HasKinks && _kinks.Length == 0 && round < 2 && end.Ending == MinimumEnding.NoDescent; round++)
        {
            var curvature = _likelihood.Information(end.X);
            var pinned = Minimize(end.X, [.. Constraints, .. Pins(end.X)], curvature);
            if (!((end.Value - pinned.Value) * _likelihood.Steps > Worthwhile)) break;
            var freed = Minimize(pinned.X, Constraints, curvature);
            end = freed.Value < end.Value ? freed : end;
        }
        return end;
    }

    // An equation with |e| has a kink in a constant mean at every observation, and maxima between or at them: the gaps to both sides are searched until some in a row promise nothing higher.
    private ConstrainedMinimum Slid(ConstrainedMinimum end)
    {
        if (_kinks.Length == 0) return end;
        var (curvature, limit) = (_likelihood.Information(end.X), _likelihood.Steps >= Long ? GapLimit : ShortGapLimit);
        var factor = (double[,])curvature.Clone();
        if (!Cholesky.Factor(factor)) return end;
        var origin = Array.BinarySearch(_kinks, end.X[0]);
        foreach (var direction in (ReadOnlySpan<int>)[1, -1])
        {
            // The next gap: above an observation lies that of its own index.
            var (gap, misses) = (origin >= 0 ? (direction > 0 ? origin : origin - 1) : ~origin - 1 + direction, 0);
            for (; misses < limit && gap >= 0 && gap + 1 < _kinks.Length; gap += direction)
            {
                misses++;
                if (!IsPromising(gap, end, factor)) continue;
                if (InGap(gap, end.X, curvature) is { } found && (end.Value - found.Value) * _likelihood.Steps > Worthwhile) (end, misses) = (found, 0);
            }
        }
        return end;
    }

    // Whether a gap may have something higher: from its middle the mean moves to an edge at most, and the others by Newton's step, were it as good as twice its promise.
    private bool IsPromising(int gap, ConstrainedMinimum end, double[,] factor)
    {
        var (low, high) = (_kinks[gap], _kinks[gap + 1]);
        double[] middle = [0.5 * (low + high), .. end.X[1..]], gradient = new double[middle.Length];
        var value = Negative(middle, gradient);
        double[] others = [0, .. gradient[1..]], step = [.. others];
        Cholesky.Solve(factor, step);
        return value - DotProduct.Of(others, step) - (0.5 * (high - low) * Math.Abs(gradient[0])) < end.Value - (Notable / _likelihood.Steps);
    }

    // The maximum with the mean between one observation and the next; null where the likelihood is not finite in the middle.
    private ConstrainedMinimum? InGap(int gap, double[] x, double[,] curvature)
    {
        if (gap < 0 || gap + 1 >= _kinks.Length) return null;
        var (low, high) = (_kinks[gap], _kinks[gap + 1]);
        double[] start = [x[0] > low && x[0] < high ? x[0] : 0.5 * (low + high), .. x[1..]];
        if (!IsStart(start)) return null;
        var end = Minimize(start, [.. Constraints, LinearConstraint.AtLeast(x.Length, 0, low, "a kink"), LinearConstraint.AtMost(x.Length, 0, high, "a kink")], curvature);
        return end with { Active = [.. end.Active.Where(k => k < Constraints.Count)] };
    }

    // Whether a point lies so near a maximum, and as far below it as the curvature there says, that a search would only end at the same.
    private bool Belongs(double[] x, double value, ConstrainedMinimum best, double[,] curvature)
    {
        double quadratic = 0, below = value - best.Value;
        for (var i = 0; i < x.Length; i++)
        {
            for (var j = 0; j < x.Length; j++) quadratic += 0.5 * curvature[i, j] * (x[i] - best.X[i]) * (x[j] - best.X[j]);
        }
        return quadratic * _likelihood.Steps <= Belonging && below >= quadratic / BelongingFactor && below <= quadratic * BelongingFactor;
    }

    private ConstrainedMinimum Minimize(double[] start, IReadOnlyList<LinearConstraint> constraints, double[,] curvature, Func<double[], double, bool>? isKnown = null, int? limit = null)
    {
        var end = LinearlyConstrainedMinimizer.Minimize(Negative, start, constraints, Tolerance, Math.Min(limit ?? _limit, _limit), curvature, !_model.HasKinks, isKnown, _stop);
        Iterations += end.Iterations;
        return end;
    }

    // Minus the mean log-likelihood: its gradient has the same size whatever the length.
    private double Negative(ReadOnlySpan<double> x, Span<double> gradient)
    {
        // A search begins where another ended.
        if (!x.SequenceEqual(_last))
        {
            _value = -_likelihood.Value(x, _gradient) / _likelihood.Steps;
            foreach (ref var g in _gradient.AsSpan()) g = -g / _likelihood.Steps;
            x.CopyTo(_last);
        }
        _gradient.CopyTo(gradient);
        return _value;
    }

    private List<(double[] X, double Height)> Ranked()
    {
        var (starts, isLong) = (new List<(double[] X, double Height)>(), _likelihood.Steps >= Long);
        foreach (var variance in isLong ? _model.Variance.Starts : _model.Variance.Starts.Concat(_model.Variance.StartsOfShortSeries))
        {
            _stop.ThrowIfCancellationRequested();
            Add([.. _mean, .. variance, .. _model.Errors.Start]);
        }
        var residuals = new double[_likelihood.Steps];
        _model.Mean.Residuals(_likelihood.Series, _mean, residuals);
        if (_model.Variance.Guess(residuals, _stop) is { } guess) Add(Inward([.. _mean, .. guess, .. _model.Errors.Start]));
        starts.Sort((a, b) => b.Height.CompareTo(a.Height));
        return starts;

        void Add(double[] x)
        {
            // An outlier weighs more among normal errors than the choice of a start may; in a long series that cost is not worth it.
            var height = isLong ? _likelihood.Value(x, Gaussian) : _likelihood.Value(x);
            if (double.IsFinite(height)) starts.Add((x, height));
        }
    }

    // The point of the line to the first start of the equation that keeps every constraint with room to spare.
    private double[] Inward(double[] x)
    {
        double[] inside = [.. _mean, .. _model.Variance.Starts[0], .. _model.Errors.Start];
        var region = new FeasibleRegion(Constraints, x.Length);
        var share = 0.0;
        for (var i = 0; i < region.Count; i++)
        {
            var (slack, room) = (region.Slack(i, x), region.Slack(i, inside));
            if (slack < 0) share = Math.Max(share, -slack / (room - slack));
        }
        return share == 0 ? x : [.. x.Zip(inside, (a, b) => a + (Math.Min(1, share * 1.001) * (b - a)))];
    }

    private IEnumerable<LinearConstraint> Pins(double[] x) =>
        Enumerable.Range(0, _mean.Length).SelectMany(k => (LinearConstraint[])[LinearConstraint.AtLeast(x.Length, k, x[k], "the mean is held"), LinearConstraint.AtMost(x.Length, k, x[k], "the mean is held")]);

    // Starts that differ in ω alone lead to the same maximum.
    private double Distance(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = _mean.Length + (_model.Variance.Names is ["omega", ..] ? 1 : 0); i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return Math.Sqrt(sum);
    }

    private static IEnumerable<LinearConstraint> Lifted(ReturnModel model)
    {
        var (before, variance) = (model.Mean.Names.Count, model.Variance.Names.Count);
        var all = model.Variance.Constraints.Select(c => c with { Normal = [.. new double[before], .. c.Normal, .. new double[model.Count - before - variance]] }).ToList();
        for (var k = 0; k < model.Errors.Names.Count; k++)
        {
            var ((least, largest), name, i) = (model.Errors.Bounds[k], model.Errors.Names[k], before + variance + k);
            all.Add(LinearConstraint.AtLeast(model.Count, i, least, FormattableString.Invariant($"{name} is at {least}")));
            all.Add(LinearConstraint.AtMost(model.Count, i, largest, FormattableString.Invariant($"{name} is at {largest}")));
        }
        return all;
    }
}
