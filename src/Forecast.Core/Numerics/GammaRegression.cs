using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Gamma regression with a log link: the regression that minimises QLIKE exactly, and whose forecasts need no correction for taking logs.
/// <code>μ = exp(b₀ + Σ_j b_j x_j),   b = argmin Σ (y/μ − ln(y/μ) − 1) + ½ n λ Σ_j (s_j b_j)² = argmin Σ (y/μ + ln μ) + ½ n λ Σ_j (s_j b_j)²</code>
/// <para>λ ≥ 0 is a ridge on the coefficients of the columns divided by their standard deviations s_j, a pure number; the constant is free. λ = 0 is maximum likelihood.</para>
/// <para>Iteratively reweighted least squares. Gamma with a log link has weights of 1: a step regresses (y − μ)/μ on the columns, so XᵀX is factored once. Close to the optimum, or where that
/// is slow to come close, steps take Newton's weights y/μ. Steps that do not lower the objective, which is convex, are halved. The deviance is twice the sum of QLIKE.</para>
/// <para>Shapes: p columns of length n, y of length n, coefficients of length p + 1, the constant first.</para>
/// <para>Domain: y not negative and not all 0, n &gt; p + 1, columns that are not collinear; otherwise <see cref="Fit"/> returns null. The deviance is null where a y is 0.</para>
/// <para>Reference: McCullagh and Nelder (1989), Generalized Linear Models, sections 2.5 and 8.3; Patton (2011), Journal of Econometrics 160, for QLIKE.</para>
/// </summary>
/// <param name="Coefficients">The constant, then one a column.</param>
/// <param name="Fitted">μ of each row.</param>
/// <param name="Deviance">2 Σ (y/μ − ln(y/μ) − 1).</param>
/// <param name="Dispersion">Pearson's φ.</param>
/// <param name="Iterations">Steps taken.</param>
/// <param name="Ending">Why it stopped.</param>
public sealed record GammaRegression(double[] Coefficients, double[] Fitted, double? Deviance, double Dispersion, int Iterations, MinimumEnding Ending)
{
    /// <summary>Most steps.</summary>
    public const int IterationLimit = 200;

    // Of the mean score of a standardised column, which is a pure number of order 1 far from the optimum.
    private const double Tolerance = 1e-12;

    // The score at which rounding may end the descent: with unit columns it is a millionth of a standard error of most samples.
    private const double Rounding = 1e-9;

    // Where Newton's steps take over: by the score, and by the count of steps.
    private const double Near = 0.02;
    private const int Patience = 10;

    /// <summary>Regresses <paramref name="y"/> on <paramref name="columns"/>, from the coefficients <paramref name="start"/> where given.</summary>
    public static GammaRegression? Fit(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, ReadOnlySpan<double> start = default, CancellationToken stop = default, double penalty = 0)
    {
        Guard.InRange(penalty, 0, double.MaxValue);
        var (p, n) = (columns.Length, y.Length);
        if (n <= p + 1 || y.ContainsAnyExceptInRange(0, double.MaxValue)) return null;
        var level = 0.0;
        foreach (var v in y) level += v / n;
        if (!(level > 0) || StandardizedDesign.Of(columns, n) is not { } design) return null;
        var ridge = penalty * n;
        var unweighted = Information([]);
        if (!Cholesky.Factor(unweighted)) return null;

        double[] cold = [Math.Log(level), .. new double[p]];
        var b = start.IsEmpty ? cold : design.Standardize(start);
        var (trial, mu, next, score, weights) = (new double[p + 1], new double[n], new double[n], new double[n], new double[n]);
        var value = Evaluate(design, y, b, ridge, mu);
        if (!double.IsFinite(value)) value = Evaluate(design, y, b = cold, ridge, mu);
        for (var iteration = 0; ; iteration++)
        {
            stop.ThrowIfCancellationRequested();
            for (var i = 0; i < n; i++) score[i] = (weights[i] = y[i] / mu[i]) - 1;
            var step = design.Project(score);
            for (var j = 1; j <= p; j++) step[j] -= ridge * b[j];
            var size = 0.0;
            foreach (var g in step) size = Math.Max(size, Math.Abs(g) / n);
            if (size <= Tolerance) return Of(design, b, mu, y, score, iteration, MinimumEnding.Stationary);
            if (iteration == IterationLimit) return Of(design, b, mu, y, score, iteration, MinimumEnding.IterationLimit);
            var newton = size < Near || iteration >= Patience ? Information(weights) : null;
            Cholesky.Solve(newton is not null && Cholesky.Factor(newton) ? newton : unweighted, step);
            // What the sums of the objective carry in rounding must not stop the last steps.
            var slack = size < Near ? 1e-13 * (Math.Abs(value) + n) : 0;
            var found = false;
            for (var factor = 1.0; factor > 1e-10 && !found; factor /= 2)
            {
                for (var j = 0; j <= p; j++) trial[j] = b[j] + (factor * step[j]);
                var tried = Evaluate(design, y, trial, ridge, next);
                if (!(tried < value + slack)) continue;
                ((b, trial), (mu, next), value, found) = ((trial, b), (next, mu), tried, true);
            }
            if (!found) return Of(design, b, mu, y, score, iteration, size <= Rounding ? MinimumEnding.NoDescent : MinimumEnding.IterationLimit);
        }

        double[,] Information(ReadOnlySpan<double> weights)
        {
            var information = design.Information(weights);
            for (var j = 1; j <= p; j++) information[j, j] += ridge;
            return information;
        }
    }

    // Σ (y/μ + ln μ) and the penalty; fills mu.
    private static double Evaluate(StandardizedDesign design, ReadOnlySpan<double> y, double[] b, double ridge, double[] mu)
    {
        design.Predict(b, mu);
        var sum = 0.0;
        foreach (var slope in b.AsSpan(1)) sum += 0.5 * ridge * slope * slope;
        foreach (var eta in mu) sum += eta;
        TensorPrimitives.Exp(mu, mu);
        for (var i = 0; i < mu.Length; i++) sum += y[i] / mu[i];
        return sum;
    }

    private static GammaRegression Of(StandardizedDesign design, double[] b, double[] mu, ReadOnlySpan<double> y, double[] score, int iterations, MinimumEnding ending)
    {
        double? deviance = 0;
        var pearson = 0.0;
        for (var i = 0; i < mu.Length; i++)
        {
            deviance = y[i] > 0 ? deviance + (2 * (score[i] - Math.Log(y[i] / mu[i]))) : null;
            pearson += score[i] * score[i];
        }
        return new GammaRegression(design.Coefficients(b), mu, deviance, pearson / (mu.Length - b.Length), iterations, ending);
    }
}
