using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian maximum likelihood of a log-linear Realized GARCH(1,1) with a constant or zero mean.
/// <para>Method: returns are divided by their standard deviation and logs of the realised measure centred. The measurement equation's five parameters are replaced by their closed form, so that
/// <see cref="LinearlyConstrainedMinimizer"/> runs over mu, omega, alpha and beta only, from the best of a few starts; then Newton's method in all nine. Where the maximum has beta + alpha · delta ≥ 1, the search is
/// repeated with that sum held just below 1, and the status says so. The scale is undone exactly: both maps are linear.</para>
/// <para>Converged is a point where the squared distance to the maximum by the Hessian is below 10⁻¹⁸ standard errors; on a boundary is one where no component of the projected gradient of the mean log-likelihood exceeds
/// 10⁻⁶, or that is within <see cref="FirstOrderConditions.Tolerance"/> standard errors of the maximum under the constraints.</para>
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
    private const double SearchTolerance = 1e-6;

    private const string Flat = $"{Id} found no maximum: the likelihood is too flat";

    private const double Largest = 1 - 1e-6;

    // A realised measure whose whole variation moves the log variance by less than this says nothing about it.
    private const double LeastEffect = 1e-4;

    // The mean log-likelihood by which a start may lie below the best maximum so far and still be followed, and how many are at most.
    private const double Doubt = 0.1;
    private const int FollowLimit = 16;

    // The first are those of a measure that follows the variance; where it says little of it the likelihood has several maxima, in odd places.
    private static readonly (double Alpha, double Beta)[] Starts =
    [
        (0.4, 0.55), (0.2, 0.75), (0.1, 0.88), (0.6, 0.2),
        .. from alpha in (double[])[-0.3, -0.1, -0.02, 0.02, 0.1, 0.3] from beta in (double[])[-0.8, 0.2, 0.7, 0.95, 0.995] select (alpha, beta),
    ];

    /// <summary>Estimates the model; <paramref name="returns"/> and <paramref name="realized"/> have one length, oldest first.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static RealizedFit<RealizedGarchParameters, RealizedGarchState> Fit(ReadOnlySpan<double> returns, ReadOnlySpan<double> realized, ConditionalMean mean = ConditionalMean.Constant, CancellationToken stop = default)
    {
        if ((mean == ConditionalMean.Ar ? $"{Id} has a constant or a zero mean" : RealizedRefusal.Of(Id, returns, realized, LeastObservations)) is { } refusal) return Refused(refusal);
        var scale = RealizedScale.Of(returns, realized);
        if (!scale.IsUsable) return Refused(string.Create(CultureInfo.InvariantCulture, $"{Id} finds a standard deviation of {scale.Deviation}; rescale the series"));
        return new Search(scale, mean == ConditionalMean.Constant, stop).Run() is { } end ? Fitted(end, scale, returns, realized, stop)
            : Refused($"{Id} finds no maximum of the likelihood: the realised measure is a function of the returns, or says nothing about them");
    }

    private static RealizedFit<RealizedGarchParameters, RealizedGarchState> Refused(string reason) => RealizedFit<RealizedGarchParameters, RealizedGarchState>.Refused(reason);

    private static RealizedFit<RealizedGarchParameters, RealizedGarchState> Fitted(End end, RealizedScale scale, ReadOnlySpan<double> returns, ReadOnlySpan<double> realized, CancellationToken stop)
    {
        var p = scale.Natural(RealizedGarchParameters.Of(end.P));
        var first = new RealizedGarchState(p, RealizedGarchLikelihood.First(returns, p.Mu).Level, 0);
        var filter = new RealizedGarchFilter(first);
        var variances = new double[returns.Length];
        var deviance = variances.Length * GarchRecursion.LogTwoPi;
        for (var t = 0; t < variances.Length; t++)
        {
            variances[t] = filter.Next;
            deviance += filter.State.LogVariance + ((returns[t] - p.Mu) * (returns[t] - p.Mu) / variances[t]);
            filter.Append(returns[t], realized[t]);
        }
        var names = RealizedGarchParameters.Names.Skip(end.First).ToArray();
        var estimate = new RealizedEstimate<RealizedGarchParameters, RealizedGarchState>
        {
            Parameters = p,
            Values = [.. names.Zip(p.ToArray().Skip(end.First), (name, value) => new Parameter(name, value))],
            Mean = p.Mu,
            LogLikelihood = end.Height - (returns.Length * Math.Log(scale.Deviation)),
            ReturnLogLikelihood = -0.5 * deviance,
            Errors = end.Curvature is { } curvature ? LikelihoodErrors.Of(curvature, [.. names.Select((_, k) => end.Scores.Select(s => s[end.First + k]).ToArray())], scale.Map(end.First), names, [], false, stop) : ReturnErrors.None,
            First = first,
            Variances = variances,
            State = filter.State,
        };
        return new(estimate, end.Status, end.Reason, end.Iterations);
    }

    private sealed class Search(RealizedScale scale, bool withMean, CancellationToken stop)
    {
        private readonly RealizedGarchLikelihood _likelihood = new(scale.Returns, scale.Logs);
        private readonly int _first = withMean ? 0 : 1;
        private readonly int _length = scale.Returns.Length;
        private readonly double[] _p = new double[RealizedGarchParameters.Count];
        private readonly double[] _gradient = new double[RealizedGarchParameters.Count];
        private int _iterations;

        public End? Run()
        {
            if (Highest(null, _ => true) is not { } end) return null;
            if (Persistence(end.P) >= Largest)
            {
                var (inside, edge) = (Highest(null, p => Persistence(p) < Largest), Highest(Largest, _ => true));
                if (edge is not null && !(inside?.Height > edge.Height)) return !edge.IsMaximum ? edge with { Status = FitStatus.IterationLimit, Reason = Flat } : edge with { Status = FitStatus.Boundary, Reason = "beta[1] + alpha[1] · delta is at 1: the log variance has no finite mean" };
                end = inside ?? end;
            }
            if (!end.IsMaximum && end.Status == FitStatus.Boundary) return end with { Status = FitStatus.IterationLimit, Reason = Flat };
            if (Math.Abs(end.P[2]) * scale.LogDeviation < LeastEffect) return end with { Status = FitStatus.Boundary, Reason = "alpha[1] is at 0: the realised measure says nothing about the next variance, and beta[1] is not identified" };
            if (end.Status == FitStatus.Boundary) return end;
            if (NewtonMaximum.Near(Value, end.P, _first, p => p[7] > 0 && Math.Abs(p[3]) < 1 && Persistence(p) < Largest) is not { } top)
                return end with { Status = FitStatus.IterationLimit, Reason = Flat };
            return new End(_first, top.X, top.Value, _iterations + top.Steps, FitStatus.Converged, null) { Curvature = top.Curvature, Scores = _likelihood.Scores(top.X) };
        }

        private static double Persistence(double[] p) => p[3] + (p[2] * p[6]);

        // The highest maximum of the profile over (omega, alpha, beta) and mu that is wanted; along beta + alpha · delta = persistence where that is given. The likeliest starts are followed first.
        private End? Highest(double? persistence, Func<double[], bool> isWanted)
        {
            var starts = new List<(double[] X, double Value)>();
            foreach (var (alpha, beta) in Starts)
            {
                // The log of a squared normal is −1.27 in the mean: a log variance of a series of unit variance lies below 0, by how much depends on its kurtosis.
                double[] x = [0.5 * (beta - 1), alpha, beta, .. withMean ? [scale.Mean] : Array.Empty<double>()];
                if (Negative(x, new double[x.Length]) is var value && double.IsFinite(value)) starts.Add((x, value));
            }
            End? best = null;
            foreach (var (x, value) in starts.OrderBy(s => s.Value).Take(FollowLimit))
            {
                if (best is not null && !(-value > (best.Height / _length) - Doubt)) break;
                if (Climb(x) is var end && isWanted(end.P) && !(end.Height <= best?.Height)) best = end;
            }
            return best is null ? null : best with { Iterations = _iterations };

            End Climb(double[] start)
            {
                var n = start.Length;
                LinearConstraint[] constraints = [LinearConstraint.AtMost(n, 2, Largest, "beta[1] is at 1"), LinearConstraint.AtLeast(n, 2, -Largest, "beta[1] is at -1")];
                var found = LinearlyConstrainedMinimizer.Minimize(Negative, start, constraints, SearchTolerance, IterationLimit, stop);
                _iterations += found.Iterations;
                var slope = new double[n];
                Negative(found.X, slope);
                var edge = found.Active.Count == 0 ? null : constraints[found.Active[0]].Meaning;
                double[] p = [.. _p];
                return new End(_first, p, -found.Value * _length, _iterations, edge is null ? FitStatus.Converged : FitStatus.Boundary, edge)
                {
                    IsMaximum = found.Ending == MinimumEnding.Stationary
                        || (GradientHessian.Of(Negative, found.X, GradientHessian.ShortSteps(found.X, 0.1), CentralDifference.Second) is { } hessian
                            && FirstOrderConditions.Distance(found.X, [slope], hessian, constraints, _length) <= FirstOrderConditions.Tolerance),
                };
            }

            double Negative(ReadOnlySpan<double> x, Span<double> slope)
            {
                stop.ThrowIfCancellationRequested();
                (_p[0], _p[1], _p[2], _p[3]) = (withMean ? x[3] : 0, x[0], x[1], x[2]);
                var value = -_likelihood.Profile(_p, _gradient, persistence) / _length;
                for (var k = 0; k < x.Length; k++) slope[k] = -_gradient[(k + 1) % 4] / _length;
                return double.IsFinite(value) ? value : double.PositiveInfinity;
            }
        }

        private double Value(ReadOnlySpan<double> p, Span<double> gradient)
        {
            stop.ThrowIfCancellationRequested();
            return _likelihood.Value(p, gradient);
        }
    }

    // Where the search ended, in the scaled units; First is 1 where there is no mu.
    private sealed record End(int First, double[] P, double Height, int Iterations, FitStatus Status, string? Reason)
    {
        public bool IsMaximum { get; init; }

        public double[,]? Curvature { get; init; }

        public double[][] Scores { get; init; } = [];
    }
}
