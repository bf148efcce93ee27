using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Forecasts of a heterogeneous autoregression that is estimated again as time goes on.
/// <para>From row t it is the fit to the rows t − <paramref name="Window"/> to t − h, h the target's last row ahead, so that every target was known. Regressors are computed once for all
/// windows, and an iterative estimation starts from the fit before. A window without a fit keeps the fit before.</para>
/// </summary>
/// <param name="Window">Rows from the first of a window to the row that is forecast from.</param>
/// <param name="RefitEvery">Rows between two estimations; the forecasts between them take new regressors, not new coefficients.</param>
public sealed record HarRolling(int Window, int RefitEvery = 1)
{
    /// <summary>The forecasts from the rows <see cref="Window"/>, <see cref="Window"/> + 1, … to the last of <paramref name="design"/>; null where the first window has no fit.</summary>
    public double[]? Forecasts(HarDesign design, HarTarget target, CancellationToken stop = default)
    {
        Guard.AtLeast(RefitEvery, 1);
        var targets = design.Targets(target);
        var forecasts = new double[Math.Max(0, design.Rows - Guard.AtLeast(Window, target.To))];
        HarFit? fit = null;
        for (var i = 0; i < forecasts.Length; i++)
        {
            if (i % RefitEvery == 0) fit = HarEstimator.Estimate(design, target, targets, i, Window - target.To + 1, fit, stop) ?? fit;
            if (fit is null) return null;
            forecasts[i] = fit.Forecast(design, Window + i);
        }
        return forecasts;
    }
}
