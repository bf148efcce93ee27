using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Estimates a heterogeneous autoregression on a window of the rows of a design.
/// <para>A rolling re-estimation is a loop over windows of one design, whose regressors are computed once; nothing in a window is known later than its last target, except the level about which quarticity is centred: that of all rows, it moves weight between two coefficients and leaves every forecast.</para>
/// <para>Domain: more rows than coefficients, regressors of which one varies at least, and those that vary not collinear; otherwise there is no fit. A regressor that does not vary has the coefficient 0.</para>
/// </summary>
public static class HarEstimator
{
    // Penalised regression: the years of validation are cut into so many folds, and these mixtures of ridge regression and lasso compete.
    private const int Folds = 5;
    private static readonly double[] Mixings = [0, 0.5];

    /// <summary>The fit to all rows whose target is known.</summary>
    public static HarFit? Estimate(HarDesign design, HarTarget target, CancellationToken stop = default) => Estimate(design, target, 0, design.TrainingRows(target), stop);

    /// <summary>The fit to <paramref name="count"/> rows from row <paramref name="first"/> on.</summary>
    public static HarFit? Estimate(HarDesign design, HarTarget target, int first, int count, CancellationToken stop = default) =>
        Estimate(design, target, design.Targets(target), first, count, null, stop);

    /// <summary>The same, with what a loop over windows has at hand: the targets of all training rows, and the fit to the window before, from which an iterative estimation starts.</summary>
    public static HarFit? Estimate(HarDesign design, HarTarget target, double[] targets, int first, int count, HarFit? before, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        if (count <= design.Terms.Count + 1 || first < 0 || first + count > targets.Length) return null;
        var y = targets.AsSpan(first, count);
        var columns = design.Columns;
        if (first > 0 || count < columns[0].Length) columns = [.. columns.Select(c => c[first..(first + count)])];
        var varying = VaryingColumns.Of(columns, count);
        if (varying.Columns.Length == 0) return null;
        columns = varying.Columns;
        var (low, high) = (TensorPrimitives.Min<double>(y), TensorPrimitives.Max<double>(y));
        HarFit Of(double[] b) => new()
        {
            Variant = design.Variant,
            Terms = design.Terms,
            Target = target,
            Coefficients = varying.Spread(b),
            Lowest = low,
            Highest = high,
            QuarticityLevel = design.QuarticityLevel,
            Rows = count,
        };
        if (design.Variant.Estimation == HarEstimation.Gamma)
        {
            var gamma = GammaRegression.Fit(columns, y, before is null ? [] : varying.Gather(before.Coefficients), stop);
            return gamma is null ? null : Of(gamma.Coefficients) with
            {
                Dispersion = gamma.Dispersion,
                Iterations = gamma.Iterations,
                Status = gamma.Ending == MinimumEnding.IterationLimit ? FitStatus.IterationLimit : FitStatus.Converged,
            };
        }
        if (!design.Variant.Logs)
        {
            var b = design.Variant.Estimation == HarEstimation.Weighted ? ProportionalLeastSquares.Solve(columns, y) : LeastSquares.Solve(columns, y);
            return b is null ? null : Of(b);
        }
        var logs = y.ToArray();
        TensorPrimitives.Log(logs, logs);
        if (design.Variant.Estimation == HarEstimation.Penalized) return Penalized(columns, logs, target, stop) is var (b1, chosen) ? Of(b1) with { Smearing = Smear(b1, columns, logs), Penalty = chosen } : null;
        return LeastSquares.Solve(columns, logs) is { } b2 ? Of(b2) with { Smearing = Smear(b2, columns, logs) } : null;
    }

    private static double Smear(double[] b, double[][] columns, double[] logs)
    {
        var residuals = LeastSquares.Predict(columns, b, logs.Length);
        TensorPrimitives.Subtract(logs, residuals, residuals);
        return Smearing.Factor(residuals);
    }

    private static (double[] Coefficients, (double Penalty, double Mixing) Chosen)? Penalized(double[][] columns, double[] logs, HarTarget target, CancellationToken stop)
    {
        if (CorrelationForm.Of(columns, logs, stop) is not { } form) return null;
        if (PenaltyChoice.WalkForward(columns, logs, [.. PenaltyChoice.Grid], Mixings, Folds, target.To - 1, PenaltyLoss.QlikeOfLogs, stop: stop) is not { } choice) return null;
        return choice.Coefficients(form, stop) is { } b ? (b, (choice.Penalty, choice.Mixing)) : null;
    }
}
