using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Any <see cref="ReturnModel"/> estimated anew by maximum likelihood on every window of a series, in one call.
/// <code>window j = returns[j k .. j k + n − 1],   j = 0, 1, …,   j k + n ≤ T;   n the window, k the returns between two estimations</code>
/// <para>Method: each search climbs from the maximum of the window before, and then from those of the equation's own starts that are nearly as likely and lie elsewhere, as <see cref="ReturnEstimator.Fit"/> does: a lower maximum is not
/// handed on. A GARCH(1,1) with Gaussian errors is quicker by <see cref="RollingGarch"/>, eight windows at once.</para>
/// <para>Domain: as <see cref="ReturnEstimator"/>, window by window: one that cannot be estimated says so by its status. Columns beside the returns are cut as these are. Deterministic. One call is one thread: series are run in parallel.</para>
/// <para>Reference: as <see cref="ReturnEstimator"/>.</para>
/// </summary>
public static class RollingReturns
{
    /// <summary>Estimates <paramref name="model"/> on the windows of <paramref name="returns"/>, oldest first, each of <paramref name="window"/> returns and beginning <paramref name="refitEvery"/> ≥ 1 returns after the one before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such window, or windows do not move.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled; it is looked at in every evaluation.</exception>
    public static IReadOnlyList<RollingReturnsWindow> Fit(string id, ReadOnlySpan<double> returns, ReturnModel model, int window, int refitEvery = 1, CancellationToken stop = default)
    {
        Guard.AtLeast(refitEvery, 1);
        Guard.InRange(window, 1, returns.Length);
        var windows = new RollingReturnsWindow[((returns.Length - window) / refitEvery) + 1];
        double[] last = [];
        for (var j = 0; j < windows.Length; j++)
        {
            var first = j * refitEvery;
            var sample = returns.Slice(first, window);
            var cut = model with { Variance = model.Variance.Window(first, window) };
            var fit = ReturnEstimator.Fit(id, sample, cut, last, stop: stop);
            last = fit.Status is FitStatus.Converged or FitStatus.Boundary ? fit.Values : [];
            windows[j] = new(first, fit.Status, fit.Reason, fit.Values, fit.IsEstimate ? fit.LogLikelihood : null, fit.IsEstimate ? fit.Variances[^1] : null);
        }
        return windows;
    }
}
