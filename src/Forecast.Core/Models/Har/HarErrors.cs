using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Standard errors of a heterogeneous autoregression: of the constant, then of the regressors that vary, in their order; empty where it has none, as a penalised regression.
/// <para>Least squares: classical, White's as the robust ones, Newey and West's for scores that are correlated in time; with weights, all of the weighted regression. Gamma: see <see cref="GammaErrors"/>.</para>
/// <para>Least squares runs on columns over powers of two near their largest values, which rounds nothing: products of four values of any units stay within numbers.</para>
/// </summary>
internal sealed record HarErrors(double[] Classical, double[] Robust, double[] Hac)
{
    private static readonly (HarErrors?, string?) Collinear = (null, "the regressors are too nearly collinear with each other or with the constant");

    /// <summary>The errors of a fit to all training rows of <paramref name="design"/>, or why they cannot be computed.</summary>
    public static (HarErrors? Errors, string? Reason) Of(HarFit fit, HarDesign design, CancellationToken stop)
    {
        var y = design.Targets(fit.Target);
        var varying = VaryingColumns.Of(design.Columns, y.Length);
        var columns = varying.Columns;
        switch (design.Variant.Estimation)
        {
            case HarEstimation.Penalized:
                return (new HarErrors([], [], []), null);
            case HarEstimation.Gamma:
                return GammaRegression.Fit(columns, y, varying.Gather(fit.Coefficients), stop) is { } gamma && GammaErrors.Of(gamma, columns, y, stop) is { } e ? (new HarErrors(e.Classical, e.Sandwich, e.Hac), null) : Collinear;
        }
        double[] roots = [];
        if (design.Variant.Estimation == HarEstimation.Weighted)
        {
            if (ProportionalLeastSquares.Weights(columns, y) is not { } weights) return Collinear;
            roots = [.. weights.Select(Math.Sqrt)];
        }
        if (design.Variant.Logs) TensorPrimitives.Log(y, y);
        int[] powers = [0, .. columns.Select(Power)];
        var power = Power(y);
        var rows = new double[y.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            var root = roots.Length > 0 ? roots[i] : 1;
            var row = rows[i] = new double[columns.Length + 1];
            row[0] = root;
            for (var j = 0; j < columns.Length; j++) row[j + 1] = root * Math.ScaleB(columns[j][i], -powers[j + 1]);
            y[i] = root * Math.ScaleB(y[i], -power);
        }
        if (LinearRegression.Fit(rows, y, stop) is not { } regression) return Collinear;
        double[] Unscaled(double[] errors) => [.. errors.Select((v, j) => Math.ScaleB(v, power - powers[j]))];
        var errors = new HarErrors(Unscaled(regression.StandardErrors), Unscaled(regression.RobustStandardErrors), Unscaled(regression.HacStandardErrors));
        return Array.TrueForAll([.. errors.Classical, .. errors.Robust, .. errors.Hac], double.IsFinite) ? (errors, null) : (null, "one is larger than any number: rescale the series");
    }

    // The exponent of the largest value.
    private static int Power(double[] values) => TensorPrimitives.MaxMagnitude<double>(values) is > 0 and var largest ? Math.ILogB(largest) : 0;
}
