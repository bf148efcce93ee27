using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian (quasi) maximum likelihood of a GARCH(1,1) with a constant or zero mean.
/// <para>Method: the returns are divided by their standard deviation; from the best point of a grid a quasi-Newton search in coordinates that hold
/// omega &gt; 0, alpha, beta ≥ 0 and alpha + beta &lt; 1 by construction; then Newton's method with the exact Hessian. Other starts are
/// followed too where they are nearly as likely as the maximum found. The scale is undone at the end, so
/// returns × k give mu × k, omega × k², the same alpha and beta.</para>
/// <para>Converged is a point where Newton's method ends, within 10⁻¹⁰ standard errors of a maximum; on a boundary is one to which a search leads that has not run out of iterations: the coordinates reach an edge only in the limit, and it ends where their gradient is below 10⁻⁶.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> finite returns that are not all equal; else a refusal with its reason. Deterministic.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11.</para>
/// </summary>
public static class GarchEstimator
{
    /// <summary>Fewest returns.</summary>
    public const int LeastObservations = 100;

    // A maximum closer than this to an edge of the admissible range counts as being on it; the end of a search that found no maximum, already from afar.
    private const double Edge = 1e-6;
    private const double WideEdge = 1e-4;

    // Share of the sample variance; arch bounds omega there.
    private const double LeastOmega = 1e-8;

    // Units of log-likelihood by which a start may lie below the best maximum so far and still be followed.
    private const double Doubt = 3;

    // Towards an edge the coordinates run to infinity: a gradient below this is not worth following there.
    private const double EdgeTolerance = 1e-6;
    private const double OnEdgeTolerance = 1e-9;

    // The search hands over to Newton early and resumes where Newton finds no maximum nearby.
    private static readonly double[] Tolerances = [1e-1, 1e-2, 1e-4, 1e-6, 1e-8, 1e-11];

    /// <summary>Estimates the model on <paramref name="returns"/>, oldest first.</summary>
    public static GarchFit Fit(ReadOnlySpan<double> returns, GarchOptions? options = null, CancellationToken stop = default)
    {
        options ??= new GarchOptions();
        Guard.AtLeast(options.IterationLimit, 1);
        if (SeriesRefusal.Of("garch", returns, LeastObservations) is { } refusal) return GarchFit.Refused(refusal);
        var (mean, scale) = Moments(returns);
        if (!(scale > 0) || !double.IsFinite(scale))
            return GarchFit.Refused(string.Create(CultureInfo.InvariantCulture, $"garch finds a standard deviation of {scale}; rescale the series"));

        var y = new double[returns.Length];
        for (var t = 0; t < y.Length; t++) y[t] = returns[t] / scale;
        var presample = Presample.Of(y, options.Presample, options.Mean);
        GarchNewton newton = new(y, presample, options.Mean), scout = new(y, presample, options.Mean);
        var mu = options.Mean == ConditionalMean.Constant ? mean / scale : 0;
        var searched = 0;
        var (starts, heights) = (new GarchParameters[GarchGrid.Most], new double[GarchGrid.Most]);
        var count = GarchGrid.Starts(y, mu, presample, starts, heights);
        var end = Climb(starts[0]);
        // A series may have several maxima: other starts are tried where they are nearly as high as the end of the first, unless they, or the ends of Newton's steps from them, are on its slope.
        for (var i = 1; i < count; i++)
        {
            if (heights[i] > end.LogLikelihood - Doubt && !LeadsToEnd(starts[i], heights[i])) Follow(starts[i]);
        }
        if (GarchTrend.Best(y, mu, presample.Level(mu)) is var (trend, height) && height > end.LogLikelihood - Doubt) Follow(trend);
        return new GarchFit(Unscaled(y, end.Parameters, presample, options, newton, scale), end.Status, end.Reason, searched + newton.Steps);

        bool LeadsToEnd(in GarchParameters start, double height) =>
            end.Status == FitStatus.Converged && (IsOnSlope(start, height) || (scout.Step(start) is { } next && IsOnSlope(next, GarchRecursion.LogLikelihood(y, next, presample))));

        bool IsOnSlope(in GarchParameters p, double height) => GarchGrid.IsOnSlope(newton.Quadratic(end.Parameters, p), end.LogLikelihood - height);

        void Follow(in GarchParameters start)
        {
            if (Climb(start) is var other && other.LogLikelihood > end.LogLikelihood) end = other;
        }

        End Climb(GarchParameters start)
        {
            var x = new double[GarchCoordinates.Count(options.Mean)];
            GarchCoordinates.From(start, x);
            var left = options.IterationLimit;
            var limited = false;
            for (var i = 0; i < Tolerances.Length && !limited && !(Tolerances[i] < EdgeTolerance && OnEdge(GarchCoordinates.To(x), Edge) is not null); i++)
            {
                var search = QuasiNewton.Minimize(Negative, x, Tolerances[i], left);
                x = search.X;
                left -= search.Iterations;
                searched += search.Iterations;
                limited = search.Ending == MinimumEnding.IterationLimit;
                if (newton.Polish(GarchCoordinates.To(x)) is { } top && OnEdge(top, Edge) is null
                    && GarchRecursion.LogLikelihood(y, top, presample) is var polished && polished >= (-search.Value * y.Length) - 1e-9)
                    return new End(top, polished, FitStatus.Converged, null);
            }
            // At an edge the coordinates hardly move: on it the others are searched.
            if (OnEdge(GarchCoordinates.To(x), WideEdge) is not null && GarchCoordinates.Snapped(x, WideEdge) is var edged && IsStart(edged))
            {
                var search = QuasiNewton.Minimize(Negative, edged, OnEdgeTolerance, Math.Max(1, left));
                searched += search.Iterations;
                if (-search.Value * y.Length >= GarchRecursion.LogLikelihood(y, GarchCoordinates.To(x), presample)) x = search.X;
            }
            var last = Snapped(GarchCoordinates.To(x), y, presample);
            var height = GarchRecursion.LogLikelihood(y, last, presample);
            return !limited && OnEdge(last, WideEdge) is { } edge ? new End(last, height, FitStatus.Boundary, edge)
                : new End(last, height, FitStatus.IterationLimit, limited ? $"garch did not converge within {options.IterationLimit} iterations" : "garch found no maximum: the likelihood is too flat");
        }

        bool IsStart(double[] at)
        {
            Span<double> gradient = stackalloc double[at.Length];
            return double.IsFinite(Negative(at, gradient)) && !gradient.ContainsAnyExceptInRange(double.MinValue, double.MaxValue);
        }

        // Minus the mean log-likelihood: its gradient has the same size whatever the length.
        double Negative(ReadOnlySpan<double> at, Span<double> gradient)
        {
            stop.ThrowIfCancellationRequested();
            Span<double> natural = stackalloc double[4];
            var value = GarchRecursion.LogLikelihood(y, GarchCoordinates.To(at), presample, natural);
            GarchCoordinates.Chain(at, natural, -1.0 / y.Length, gradient);
            return -value / y.Length;
        }
    }

    private static string? OnEdge(in GarchParameters p, double width) =>
        p.Alpha < width ? "alpha[1] is at 0: the series shows no volatility clustering, and beta[1] is not identified"
        : 1 - p.Persistence < width ? "alpha[1] + beta[1] is at 1: the variance has no finite mean"
        : p.Beta < width ? "beta[1] is at 0"
        : p.Omega < LeastOmega ? "omega is at 0: the variance only decays from its presample"
        : null;

    // The coordinates reach 0 only in the limit; the estimate is the limit where the likelihood is no lower there.
    private static GarchParameters Snapped(GarchParameters p, double[] y, Presample presample)
    {
        var limit = p.Alpha < WideEdge ? p with { Alpha = 0 } : p.Beta < WideEdge ? p with { Beta = 0 } : p;
        return GarchRecursion.LogLikelihood(y, limit, presample) >= GarchRecursion.LogLikelihood(y, p, presample) ? limit : p;
    }

    private static GarchEstimate Unscaled(double[] y, GarchParameters p, Presample presample, GarchOptions options, GarchNewton newton, double scale)
    {
        var errors = newton.Errors(p);
        double[] units = [scale, scale * scale, 1, 1];
        var variances = new double[y.Length];
        GarchRecursion.Variances(y, p, presample, variances);
        return new GarchEstimate
        {
            Parameters = new(p.Mu * scale, p.Omega * scale * scale, p.Alpha, p.Beta),
            Mean = options.Mean,
            Presample = presample.Scaled(scale),
            Observations = y.Length,
            LogLikelihood = GarchRecursion.LogLikelihood(y, p, presample) - (y.Length * Math.Log(scale)),
            HessianErrors = Natural(errors?.Hessian),
            ScoreErrors = Natural(errors?.Scores),
            SandwichErrors = Natural(errors?.Sandwich),
            LastVariance = variances[^1] * scale * scale,
            LastResidual = (y[^1] - p.Mu) * scale,
        };

        IReadOnlyList<Parameter>? Natural(double[]? scaled) =>
            scaled is null ? null : GarchEstimate.Named(options.Mean, [.. scaled.Select((e, i) => e * units[i])]);
    }

    private static (double Mean, double Deviation) Moments(ReadOnlySpan<double> returns)
    {
        double sum = 0, squares = 0;
        foreach (var r in returns) sum += r;
        var mean = sum / returns.Length;
        foreach (var r in returns) squares += (r - mean) * (r - mean);
        return (mean, Math.Sqrt(squares / returns.Length));
    }

    private readonly record struct End(GarchParameters Parameters, double LogLikelihood, FitStatus Status, string? Reason);
}
