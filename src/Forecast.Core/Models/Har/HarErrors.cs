using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of a heterogeneous autoregression, in the order of its coefficients; empty where it has none, as a penalised regression.
/// <para>Least squares: classical, and Newey–West as the robust ones; with weights, both of the weighted regression. Gamma: see <see cref="GammaErrors"/>.</para>
/// </summary>
internal sealed record HarErrors(double[] Classical, double[] Robust, double[] Hac)
{
    /// <summary>The errors of a fit to all training rows of <paramref name="design"/>; null where they cannot be computed.</summary>
    public static HarErrors? Of(HarFit fit, HarDesign design, CancellationToken stop)
    {
        var y = design.Targets(fit.Target);
        switch (design.Variant.Estimation)
        {
            case HarEstimation.Penalized:
                return new HarErrors([], [], []);
            case HarEstimation.Gamma:
                return GammaRegression.Fit(design.Columns, y, fit.Coefficients, stop) is { } gamma && GammaErrors.Of(gamma, design.Columns, y, stop) is { } e ? new HarErrors(e.Classical, e.Sandwich, e.Hac) : null;
        }
        double[] roots = [];
        if (design.Variant.Estimation == HarEstimation.Weighted)
        {
            if (LeastSquares.Solve(design.Columns, y) is not { } b) return null;
            roots = [.. HarEstimator.Weights(design.Columns, b, y.Length, fit.Lowest, fit.Highest).Select(Math.Sqrt)];
        }
        var rows = new double[y.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            var root = roots.Length > 0 ? roots[i] : 1;
            var row = rows[i] = new double[design.Columns.Length + 1];
            row[0] = root;
            for (var j = 0; j < design.Columns.Length; j++) row[j + 1] = root * design.Columns[j][i];
            y[i] = root * (design.Variant.Logs ? Math.Log(y[i]) : y[i]);
        }
        if (LinearRegression.Fit(rows, y, stop) is not { } regression) return null;
        var errors = new HarErrors(regression.StandardErrors, regression.RobustStandardErrors, []);
        return Array.TrueForAll([.. errors.Classical, .. errors.Robust], double.IsFinite) ? errors : null;
    }
}
