using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian (quasi) maximum likelihood of a GARCH(1,1) with a constant or zero mean.
/// <para>Method: the returns are divided by their standard deviation; from the best point of a grid a quasi-Newton search in coordinates that hold
/// omega &gt; 0, alpha, beta ≥ 0 and alpha + beta &lt; 1 by construction; then Newton's method with the exact Hessian. The scale is undone at the end, so
/// returns × k give mu × k, omega × k², the same alpha and beta.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> finite returns that are not all equal; else a refusal with its reason. Deterministic.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11.</para>
/// </summary>
public static class GarchEstimator
{
    /// <summary>Fewest returns.</summary>
    public const int LeastObservations = 100;

    // An estimate closer than this to an edge of the admissible range counts as being on it.
    private const double Edge = 1e-6;

    // The search hands over to Newton early and resumes where Newton finds no maximum nearby.
    private static readonly double[] Tolerances = [1e-3, 1e-5, 1e-8, 1e-11];
    private static readonly double[] GridAlphas = [0.01, 0.05, 0.1, 0.2];
    private static readonly double[] GridPersistences = [0.5, 0.7, 0.9, 0.98];

    /// <summary>Estimates the model on <paramref name="returns"/>, oldest first.</summary>
    public static GarchFit Fit(ReadOnlySpan<double> returns, GarchOptions? options = null)
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
        var newton = new GarchNewton(y, presample, options.Mean);
        var x = new double[GarchCoordinates.Count(options.Mean)];
        GarchCoordinates.From(Start(y, options.Mean == ConditionalMean.Constant ? mean / scale : 0, presample), x);

        var searched = 0;
        foreach (var tolerance in Tolerances)
        {
            var search = QuasiNewton.Minimize(Negative, x, tolerance, options.IterationLimit - searched);
            x = search.X;
            searched += search.Iterations;
            if (search.Ending == MinimumEnding.IterationLimit)
                return Result(GarchCoordinates.To(x), FitStatus.IterationLimit, $"garch did not converge within {options.IterationLimit} iterations");
            if (newton.Polish(GarchCoordinates.To(x)) is { } optimum && OnEdge(optimum) is null && newton.LogLikelihood(optimum) >= (-search.Value * y.Length) - 1e-9)
                return Result(optimum, FitStatus.Converged, null);
        }
        var last = GarchCoordinates.To(x);
        return OnEdge(last) is { } edge ? Result(last, FitStatus.Boundary, edge)
            : Result(last, FitStatus.IterationLimit, "garch found no point where the likelihood is stationary and curved downwards");

        // Minus the mean log-likelihood: its gradient has the same size whatever the length.
        double Negative(ReadOnlySpan<double> at, Span<double> gradient)
        {
            Span<double> natural = stackalloc double[4];
            var value = GarchRecursion.LogLikelihood(y, GarchCoordinates.To(at), presample, natural);
            GarchCoordinates.Chain(at, natural, -1.0 / y.Length, gradient);
            return -value / y.Length;
        }

        GarchFit Result(GarchParameters p, FitStatus status, string? reason) => new(Unscaled(y, p, presample, options, newton, scale), status, reason, searched + newton.Steps);
    }

    private static GarchParameters Start(double[] y, double mu, Presample presample)
    {
        var (best, highest) = (default(GarchParameters), double.NegativeInfinity);
        foreach (var alpha in GridAlphas)
        {
            foreach (var persistence in GridPersistences)
            {
                var p = new GarchParameters(mu, 1 - persistence, alpha, persistence - alpha);
                if (GarchRecursion.LogLikelihood(y, p, presample) is var value && value > highest) (best, highest) = (p, value);
            }
        }
        return best;
    }

    private static string? OnEdge(in GarchParameters p) =>
        p.Alpha < Edge ? "alpha[1] is at 0: the series shows no volatility clustering, and beta[1] is not identified"
        : 1 - p.Persistence < Edge ? "alpha[1] + beta[1] is at 1: the variance has no finite mean"
        : p.Beta < Edge ? "beta[1] is at 0"
        : null;

    private static GarchEstimate Unscaled(double[] y, GarchParameters p, Presample presample, GarchOptions options, GarchNewton newton, double scale)
    {
        var (logLikelihood, errors) = newton.Report(p);
        double[] units = [scale, scale * scale, 1, 1];
        var variances = new double[y.Length];
        GarchRecursion.Variances(y, p, presample, variances);
        return new GarchEstimate
        {
            Parameters = new(p.Mu * scale, p.Omega * scale * scale, p.Alpha, p.Beta),
            Mean = options.Mean,
            Presample = presample.Scaled(scale),
            Observations = y.Length,
            LogLikelihood = logLikelihood - (y.Length * Math.Log(scale)),
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
}
