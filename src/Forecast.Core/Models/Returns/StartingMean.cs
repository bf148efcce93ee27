using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>The mean equation by ordinary least squares: where an estimation starts, and the residuals that arch's presample reads.</summary>
internal static class StartingMean
{
    /// <summary>Parameters of <paramref name="mean"/>; null where its lags are collinear.</summary>
    public static double[]? Of(ReadOnlySpan<double> series, MeanEquation mean)
    {
        if (mean.Kind == ConditionalMean.Zero) return [];
        if (mean.Kind == ConditionalMean.Constant)
        {
            var sum = 0.0;
            foreach (var v in series) sum += v;
            return [sum / series.Length];
        }
        var columns = new double[mean.Lags.Count][];
        for (var k = 0; k < columns.Length; k++) columns[k] = series[(mean.Skipped - mean.Lags[k])..^mean.Lags[k]].ToArray();
        return LeastSquares.Solve(columns, series[mean.Skipped..]);
    }

    /// <summary>√ mean e² at those parameters.</summary>
    public static double Deviation(ReadOnlySpan<double> series, MeanEquation mean, double[] parameters)
    {
        var residuals = new double[series.Length - mean.Skipped];
        mean.Residuals(series, parameters, residuals);
        var squares = 0.0;
        foreach (var e in residuals) squares += e * e;
        return Math.Sqrt(squares / residuals.Length);
    }
}
