using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian maximum likelihood of a log-linear Realized GARCH(1,1) with a constant or zero mean.
/// <para>Method: returns are divided by their standard deviation and logs of the realised measure centred. The measurement equation's five parameters are replaced by their closed form, so that a
/// quasi-Newton search runs over mu, omega, alpha and beta only, from the best of a few starts; then Newton's method in all nine. Where the maximum has beta + alpha · delta ≥ 1, the search is
/// repeated with that sum held just below 1, and the status says so. The scale is undone exactly: both maps are linear.</para>
/// <para>Units: the realised measure is a variance. Any c xᵏ in its place gives the same variances: alpha/k, k delta, k xi + …, k lambda and k eta take it up, so a realised volatility only shows as a
/// delta near ½.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> pairs, returns finite, realised measures above 0, neither constant; else a refusal with its reason. Deterministic.</para>
/// <para>Reference: Hansen, Huang and Shek (2012), Journal of Applied Econometrics 27. The likelihood is rugarch's, its first variance included.</para>
/// </summary>
public static class RealizedGarchEstimator
{
    /// <summary>Fewest pairs.</summary>
    public const int LeastObservations = 100;

    private const string Id = "realized-garch";
    private const int IterationLimit = 500;
    private const int NewtonLimit = 12;
    private const double SearchTolerance = 1e-6;

    // Squared distance to the maximum in standard errors.
    private const double Decrement = 1e-18;

    private const double LargestPersistence = 1 - 1e-6;

    // A realised measure whose whole variation moves the log variance by less than this says nothing about it.
    private const double LeastEffect = 1e-4;

    private static readonly (double Alpha, double Beta)[] Starts = [(0.4, 0.55), (0.2, 0.75), (0.1, 0.88), (0.6, 0.2)];

    /// <summary>Estimates the model; <paramref name="returns"/> and <paramref name="realized"/> have one length, oldest first.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static RealizedGarchFit Fit(ReadOnlySpan<double> returns, ReadOnlySpan<double> realized, ConditionalMean mean = ConditionalMean.Constant, CancellationToken stop = default)
    {
        if (mean == ConditionalMean.Ar) return RealizedGarchFit.Refused($"{Id} has a constant or a zero mean");
        if (returns.Length != realized.Length) return RealizedGarchFit.Refused($"{Id} needs as many realised measures as returns; there are {realized.Length} and {returns.Length}");
        if (SeriesRefusal.Of(Id, returns, LeastObservations) is { } refusal) return RealizedGarchFit.Refused(refusal);
        if (RealizedRefusal.Of(Id, realized) is { } other) return RealizedGarchFit.Refused(other);
        var scale = RealizedScale.Of(returns, realized);
        if (!scale.IsUsable) return RealizedGarchFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{Id} finds a standard deviation of {scale.Deviation}; rescale the series"));
        var search = new Search(scale, mean, stop);
        var end = search.Run();
        return end is null ? RealizedGarchFit.Refused($"{Id} finds no maximum of the likelihood: the realised measure is a function of the returns, or says nothing about them")
            : search.Fitted(end, returns, realized);
    }

    private sealed class Search(RealizedScale scale, ConditionalMean mean, CancellationToken stop)
    {
        private readonly RealizedGarchLikelihood _likelihood = new(scale.Returns, scale.Logs);
        private readonly int _first = mean == ConditionalMean.Constant ? 0 : 1;
        private readonly int _length = scale.Returns.Length;
        private int _iterations;

        public End? Run()
        {
            if (Climb(null) is not { } end) return null;
            if (Persistence(end) >= LargestPersistence && Climb(LargestPersistence) is { } edge) return edge with { Status = FitStatus.Boundary, Reason = "beta[1] + alpha[1] · delta is at 1: the log variance has no finite mean" };
            if (Math.Abs(end.P[2]) * scale.LogDeviation < LeastEffect) return end with { Status = FitStatus.Boundary, Reason = "alpha[1] is at 0: the realised measure says nothing about the next variance, and beta[1] is not identified" };
            return Polish(end.P) ?? end with { Status = FitStatus.IterationLimit, Reason = $"{Id} found no maximum: the likelihood is too flat" };
        }

        public RealizedGarchFit Fitted(End end, ReadOnlySpan<double> returns, ReadOnlySpan<double> realized)
        {
            var p = scale.Natural(RealizedGarchParameters.Of(end.P));
            var first = RealizedGarchLikelihood.First(returns, p.Mu).Level;
            var filter = new RealizedGarchFilter(new(p, first, 0));
            var variances = new double[_length];
            var height = _length * GarchRecursion.LogTwoPi;
            for (var t = 0; t < _length; t++)
            {
                variances[t] = filter.Next;
                height += filter.State.LogVariance + ((returns[t] - p.Mu) * (returns[t] - p.Mu) / variances[t]);
                filter.Append(returns[t], realized[t]);
            }
            var errors = end.Curvature is { } curvature ? Errors(end.P, curvature) : null;
            var estimate = new RealizedGarchEstimate
            {
                Parameters = p,
                Mean = mean,
                Observations = _length,
                LogLikelihood = end.Height - (_length * Math.Log(scale.Deviation)),
                ReturnLogLikelihood = -0.5 * height,
                HessianErrors = errors is null ? [] : RealizedGarchEstimate.Named(mean, errors.Hessian),
                ScoreErrors = errors is null ? [] : RealizedGarchEstimate.Named(mean, errors.Scores),
                SandwichErrors = errors is null ? [] : RealizedGarchEstimate.Named(mean, errors.Sandwich),
                FirstLogVariance = first,
                Variances = variances,
                State = filter.State,
            };
            return new RealizedGarchFit(estimate, end.Status, end.Reason, _iterations);
        }

        private static double Persistence(End end) => end.P[3] + (end.P[2] * end.P[6]);

        // The best point of the profile over (mu, omega, alpha, beta), from the best start.
        private End? Climb(double? persistence)
        {
            var p = new double[RealizedGarchParameters.Count];
            var gradient = new double[p.Length];
            var (start, least) = (default(double[]), double.PositiveInfinity);
            foreach (var (alpha, beta) in Starts)
            {
                // The log of a squared normal is −1.27 in the mean: a log variance of a series of unit variance lies below 0, by how much depends on its kurtosis.
                double[] x = [0.5 * (beta - 1), alpha, beta];
                if (Negative(x, new double[3]) is var value && value < least) (start, least) = (x, value);
            }
            if (start is null) return null;
            if (_first == 0) start = [.. start, scale.Mean];
            var found = QuasiNewton.Minimize(Negative, start, SearchTolerance, IterationLimit);
            _iterations += found.Iterations;
            Negative(found.X, new double[start.Length]);
            return new End([.. p], -found.Value * _length, FitStatus.Converged, null);

            double Negative(ReadOnlySpan<double> x, Span<double> slope)
            {
                stop.ThrowIfCancellationRequested();
                (p[0], p[1], p[2], p[3]) = (x.Length > 3 ? x[3] : _first == 0 ? scale.Mean : 0, x[0], x[1], x[2]);
                if (!(Math.Abs(p[3]) < 1)) return double.PositiveInfinity;
                var value = -_likelihood.Profile(p, gradient, persistence) / _length;
                (slope[0], slope[1], slope[2]) = (-gradient[1] / _length, -gradient[2] / _length, -gradient[3] / _length);
                if (x.Length > 3) slope[3] = -gradient[0] / _length;
                return double.IsFinite(value) ? value : double.PositiveInfinity;
            }
        }

        private End? Polish(double[] start)
        {
            double[] p = [.. start], gradient = new double[p.Length];
            for (var i = 0; i < NewtonLimit; i++)
            {
                var curvature = CurvatureErrors.Curvature(Value, p, _first);
                var a = (double[,])curvature.Clone();
                var height = Value(p, gradient);
                if (!double.IsFinite(height) || !Cholesky.Factor(a)) return null;
                var step = gradient[_first..];
                Cholesky.Solve(a, step);
                var decrement = 0.0;
                for (var k = 0; k < step.Length; k++) decrement += step[k] * gradient[_first + k];
                if (decrement < Decrement) return new End(p, height, FitStatus.Converged, null, curvature);
                for (var k = 0; k < step.Length; k++) p[_first + k] += step[k];
                _iterations++;
                if (!(p[7] > 0) || !(Math.Abs(p[3]) < 1) || !(p[3] + (p[2] * p[6]) < LargestPersistence)) return null;
            }
            return null;
        }

        private CurvatureErrors? Errors(double[] p, double[,] curvature)
        {
            var products = new double[p.Length, p.Length];
            _likelihood.Scores(p, products);
            var n = p.Length - _first;
            double[,] block = new double[n, n], map = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) (block[i, j], map[i, j]) = (products[_first + i, _first + j], scale.Slope(_first + i, _first + j));
            }
            return CurvatureErrors.Of(curvature, block, map);
        }

        private double Value(ReadOnlySpan<double> p, Span<double> gradient)
        {
            stop.ThrowIfCancellationRequested();
            return _likelihood.Value(p, gradient);
        }
    }

    private sealed record End(double[] P, double Height, FitStatus Status, string? Reason, double[,]? Curvature = null);
}
