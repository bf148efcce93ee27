using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of a heterogeneous autoregression: of the constant, then of the regressors that vary, in their order; empty where it has none, as a penalised regression.
/// <para>Least squares: classical, White's as the robust ones, Newey and West's for scores that are correlated in time; with weights, all of the weighted regression. Gamma: see <see cref="GammaErrors"/>.</para>
/// </summary>
internal sealed record HarErrors(double[] Classical, double[] Robust, double[] Hac)
{
    /// <summary>The errors of a fit to all training rows of <paramref name="design"/>; null where they cannot be computed.</summary>
    public static HarErrors? Of(HarFit fit, HarDesign design, CancellationToken stop)
    {
        var y = design.Targets(fit.Target);
        var varying = VaryingColumns.Of(design.Columns, y.Length);
        var columns = varying.Columns;
        switch (design.Variant.Estimation)
        {
            case HarEstimation.Penalized:
                return new HarErrors([], [], []);
            case HarEstimation.Gamma:
                return GammaRegression.Fit(columns, y, varying.Gather(fit.Coefficients), stop) is { } gamma && GammaErrors.Of(gamma, columns, y, stop) is { } e ? new HarErrors(e.Classical, e.Sandwich, e.Hac) : null;
        }
        double[] roots = [];
        if (design.Variant.Estimation == HarEstimation.Weighted)
        {
            if (ProportionalLeastSquares.Weights(columns, y) is not { } weights) return null;
            roots = [.. weights.Select(Math.Sqrt)];
        }
        var rows = new double[y.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            var root = roots.Length > 0 ? roots[i] : 1;
            var row = rows[i] = new double[columns.Length + 1];
            row[0] = root;
            for (var j = 0; j < columns.Length; j++) row[j + 1] = root * columns[j][i];
            y[i] = root * (design.Variant.Logs ? Math.Log(y[i]) : y[i]);
        }
        if (LinearRegression.Fit(rows, y, stop) is not { } regression) return null;
        var errors = new HarErrors(regression.StandardErrors, regression.RobustStandardErrors, regression.HacStandardErrors);
        return Array.TrueForAll([.. errors.Classical, .. errors.Robust, .. errors.Hac], double.IsFinite) ? errors : null;
    }
}
