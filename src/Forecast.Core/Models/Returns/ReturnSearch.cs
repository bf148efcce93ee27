using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>The searches for the maximum of one likelihood: which starts are followed, and the best end of them.</summary>
internal sealed class ReturnSearch
{
    // Largest component of the gradient of the mean log-likelihood at a maximum.
    private const double Tolerance = 1e-10;

    // Newton's steps at the end, and the share of a parameter by which it is moved to see the gradient change.
    private const int FinishLimit = 2;
    private const double DifferenceStep = 1e-5;

    // Units of log-likelihood by which a start may lie below the best maximum so far and still be followed.
    private const double Doubt = 3;

    // Units of log-likelihood by which a search has to gain for another to follow it.
    private const double Worthwhile = 1e-7;

    // Starts that are followed, at most, in a short series and in a long one, and how far they lie from each other and from the ends of the others.
    private const int FollowLimit = 6;
    private const int LongFollowLimit = 3;
    private const int Long = 1500;
    private const double Apart = 0.07;

    private static readonly NormalErrors Gaussian = new();

    private readonly ReturnModel _model;
    private readonly ReturnLikelihood _likelihood;
    private readonly double[] _mean;
    private readonly int _limit;
    private readonly CancellationToken _stop;

    public ReturnSearch(ReturnModel model, ReturnLikelihood likelihood, double[] mean, int limit, CancellationToken stop)
    {
        (_model, _likelihood, _mean, _limit, _stop) = (model, likelihood, mean, limit, stop);
        Constraints = [.. Lifted(model)];
    }

    /// <summary>The constraints on all parameters.</summary>
    public IReadOnlyList<LinearConstraint> Constraints { get; }

    /// <summary>Steps taken by all searches.</summary>
    public int Iterations { get; private set; }

    /// <summary>The highest maximum found; null where the likelihood is not finite at any start.</summary>
    public ConstrainedMinimum? Run(double[] warmStart)
    {
        var starts = Ranked();
        ConstrainedMinimum? best = null;
        var passed = new List<double[]>();
        if (warmStart.Length > 0 && Array.TrueForAll(warmStart, double.IsFinite) && Climb(Inward(warmStart)) is { Ending: not MinimumEnding.IterationLimit } warm)
        {
            best = warm;
            passed.Add(warm.X);
        }
        var (several, followed, limit) = (_model.Variance.HasSeveralMaxima, 0, _likelihood.Steps < Long ? FollowLimit : LongFollowLimit);
        foreach (var (x, height) in starts)
        {
            if (!several && (followed == limit || height < starts[0].Height - (10 * Doubt))) break;
            // Gaussian heights rank the starts; whether one is nearly as likely as a maximum, its own likelihood says.
            if (best is not null && (passed.Exists(p => Distance(p, x) < Apart) || (!several && !(_likelihood.Value(x) > (-best.Value * _likelihood.Steps) - Doubt)))) continue;
            followed++;
            if (Climb(x) is not { } end) continue;
            passed.Add(x);
            passed.Add(end.X);
            if (best is null || end.Value < best.Value) best = end;
        }
        return best is null ? null : Finished(best);
    }

    // Along flat directions a small gradient still leaves a way to go: two of Newton's steps, with the Hessian by central differences of the gradient, go it.
    private ConstrainedMinimum Finished(ConstrainedMinimum end)
    {
        if (end.Ending == MinimumEnding.IterationLimit || Hessian(end.X) is not { } hessian) return end;
        var finished = LinearlyConstrainedMinimizer.Minimize(Negative, end.X, Constraints, 0, FinishLimit, hessian, _stop);
        return finished.Value <= end.Value ? end with { X = finished.X, Value = finished.Value, Active = finished.Active } : end;
    }

    private double[,]? Hessian(double[] x)
    {
        var n = x.Length;
        var hessian = new double[n, n];
        double[] at = [.. x], up = new double[n], down = new double[n];
        for (var k = 0; k < n; k++)
        {
            var step = DifferenceStep * Math.Max(Math.Abs(x[k]), 0.01);
            at[k] = x[k] + step;
            var isFinite = double.IsFinite(Negative(at, up));
            at[k] = x[k] - step;
            isFinite &= double.IsFinite(Negative(at, down));
            at[k] = x[k];
            for (var j = 0; j < n; j++) hessian[k, j] = (up[j] - down[j]) / (2 * step);
            if (!isFinite || !Enumerable.Range(0, n).All(j => double.IsFinite(hessian[k, j]))) return null;
        }
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++) hessian[i, j] = hessian[j, i] = 0.5 * (hessian[i, j] + hessian[j, i]);
        }
        return hessian;
    }

    private ConstrainedMinimum? Climb(double[] start)
    {
        Span<double> gradient = stackalloc double[start.Length];
        if (!double.IsFinite(Negative(start, gradient))) return null;
        foreach (var g in gradient)
        {
            if (!double.IsFinite(g)) return null;
        }
        var end = Minimize(start, Constraints, _likelihood.Information(start));
        // Equations with |e| have a kink in the mean at every observation: there the mean is held and the others go on.
        for (var round = 0; round < 2 && end.Ending == MinimumEnding.NoDescent && _mean.Length > 0; round++)
        {
            var curvature = _likelihood.Information(end.X);
            var pinned = Minimize(end.X, [.. Constraints, .. Pins(end.X)], curvature);
            if (!((end.Value - pinned.Value) * _likelihood.Steps > Worthwhile)) break;
            var freed = Minimize(pinned.X, Constraints, curvature);
            end = freed.Value < end.Value ? freed : end;
        }
        return end;
    }

    private ConstrainedMinimum Minimize(double[] start, IReadOnlyList<LinearConstraint> constraints, double[,]? curvature)
    {
        var end = LinearlyConstrainedMinimizer.Minimize(Negative, start, constraints, Tolerance, _limit, curvature, _stop);
        Iterations += end.Iterations;
        return end;
    }

    // Minus the mean log-likelihood: its gradient has the same size whatever the length.
    private double Negative(ReadOnlySpan<double> x, Span<double> gradient)
    {
        var value = _likelihood.Value(x, gradient);
        foreach (ref var g in gradient) g = -g / _likelihood.Steps;
        return -value / _likelihood.Steps;
    }

    private List<(double[] X, double Height)> Ranked()
    {
        var starts = new List<(double[] X, double Height)>();
        foreach (var variance in _model.Variance.Starts)
        {
            _stop.ThrowIfCancellationRequested();
            double[] x = [.. _mean, .. variance, .. _model.Errors.Start];
            var height = _likelihood.Value(x, Gaussian);
            if (double.IsFinite(height)) starts.Add((x, height));
        }
        starts.Sort((a, b) => b.Height.CompareTo(a.Height));
        return starts;
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
        for (var i = _mean.Length + 1; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
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
