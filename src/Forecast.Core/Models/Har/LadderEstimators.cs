using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>The estimators of the HAR family.</summary>
internal static class LadderEstimators
{
    // Fewer folds judge a penalty by too little; more cost a fit each.
    private const int Folds = 4;

    // Where the rows are too few to choose: halves the coefficients of regressors that are on their own.
    private static readonly PenaltyChoice Cautious = new(1, 0, []);

    private static readonly double[] Penalties = [1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001, 0.0003];

    // Ridge regression, and halfway to the lasso.
    private static readonly double[] Mixings = [0, 0.5];

    /// <summary>Ordinary least squares in levels.</summary>
    public static LadderEstimate? LeastSquares(LadderRows rows) => LadderEstimate.Of(Solve(rows, static (x, y) => Numerics.LeastSquares.Solve(x, y)));

    /// <summary>Ordinary least squares in logs, with smearing.</summary>
    public static LadderEstimate? LogLeastSquares(LadderRows rows) => LadderEstimate.OfLogs(Solve(rows, static (x, y) => Numerics.LeastSquares.Solve(x, y)), rows);

    /// <summary>Least squares in levels, weighted by 1/f² with f the fit of ordinary least squares inside the range of the targets: errors are in proportion to the level.</summary>
    public static LadderEstimate? WeightedLeastSquares(LadderRows rows) => LadderEstimate.Of(Solve(rows, static (x, y) => ProportionalLeastSquares.Solve(x, y)));

    /// <summary>Gamma regression with a log link: minimises the mean QLIKE of the training rows exactly.</summary>
    public static LadderEstimate? Gamma(LadderRows rows, CancellationToken stop)
    {
        // Least squares in logs is near; the targets relative to their mean log keep sums of order one.
        var varying = VaryingColumns.Of(rows.Columns, rows.Count);
        if (varying.Columns.Length == 0 || Numerics.LeastSquares.Solve(varying.Columns, rows.Target) is not { } start) return null;
        var centre = rows.Target.Average();
        var level = Array.ConvertAll(rows.Target, t => Math.Exp(t - centre));
        start[0] -= centre;
        if (GammaRegression.Fit(varying.Columns, level, start, stop) is not { } fit) return null;
        var b = varying.Spread(fit.Coefficients);
        b[0] += centre;
        return new LadderEstimate(b, fit.Ending == MinimumEnding.IterationLimit ? FitStatus.IterationLimit : FitStatus.Converged);
    }

    /// <summary>
    /// Ridge regression or an elastic net in logs on standardised regressors, with smearing: which, and with what penalty, by QLIKE in a walk forward through the later half of the training rows, each fold forecast from rows whose targets ended before it.
    /// </summary>
    public static LadderEstimate? Penalized(LadderRows rows, CancellationToken stop)
    {
        var purge = (rows.Horizon - 1) / rows.GridHours;
        if (CorrelationForm.Of(rows.Columns, rows.Target, stop) is not { } form) return null;
        var choice = PenaltyChoice.WalkForward(rows.Columns, rows.Target, Penalties, Mixings, Folds, purge, PenaltyLoss.QlikeOfLogs, stop: stop) ?? Cautious;
        return LadderEstimate.OfLogs(choice.Coefficients(form, stop), rows) is { } estimate ? estimate with { Penalty = (choice.Penalty, choice.Mixing) } : null;
    }

    // Null where no regressor varies or those that do are collinear.
    private static double[]? Solve(LadderRows rows, Func<double[][], double[], double[]?> solve)
    {
        var varying = VaryingColumns.Of(rows.Columns, rows.Count);
        return varying.Columns.Length > 0 && solve(varying.Columns, rows.Target) is { } b ? varying.Spread(b) : null;
    }
}
