using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// A GARCH(1,1) with a constant or zero mean, estimated anew on every window of a series by Gaussian (quasi) maximum likelihood, eight windows at once.
/// <code>window j = returns[j k .. j k + n − 1],   j = 0, 1, …,   j k + n ≤ T;   n the window, k the returns between two estimations</code>
/// <para>Method: the windows are cut into eight chains in the order of time, one for each lane of a vector. A window is climbed by Newton's method with the exact Hessian from the maximum of the one before, and
/// checked from the starts of <see cref="GarchEstimator"/>. A window whose maximum is on an edge of the admissible range, or may be, is estimated by that class.</para>
/// <para>Accuracy: the status and the maximum of <see cref="GarchEstimator.Fit"/> on every window, parameters to 10⁻⁶, the log-likelihood no lower than its by more than 10⁻¹⁰ n. Deterministic: the bits do not
/// depend on the vectors that a machine has.</para>
/// <para>Domain: finite returns and windows of at least <see cref="GarchEstimator.LeastObservations"/>, else a refusal with its reason; a window that cannot be estimated says so by its status.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Fiorentini, Calzolari and Panattoni (1996), Journal of Applied Econometrics 11.</para>
/// </summary>
public static class RollingGarch
{
    /// <summary>
    /// Estimates the model on the windows of <paramref name="returns"/>, oldest first, each of <paramref name="window"/> returns and beginning <paramref name="refitEvery"/> ≥ 1 returns after the one before.
    /// </summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was set; it is looked at in every evaluation.</exception>
    public static RollingGarchFit Fit(ReadOnlySpan<double> returns, int window, int refitEvery = 1, GarchOptions? options = null, CancellationToken stop = default)
    {
        options ??= new GarchOptions();
        Guard.AtLeast(refitEvery, 1);
        Guard.AtLeast(options.IterationLimit, 1);
        if (Refusal(returns, window) is { } refusal) return RollingGarchFit.Refused(refusal);

        var results = new RollingGarchWindow[((returns.Length - window) / refitEvery) + 1];
        var lanes = new GarchLanes(window);
        var chains = new RollingGarchChain?[GarchLanes.Count];
        for (var lane = 0; lane < chains.Length; lane++)
        {
            var (first, end) = (Cut(lane), Cut(lane + 1));
            var chain = new RollingGarchChain(options, window, refitEvery, first, end, results, stop);
            if (chain.Advance(returns, lanes, lane)) chains[lane] = chain;
        }
        while (Array.Exists(chains, c => c is not null))
        {
            stop.ThrowIfCancellationRequested();
            lanes.Evaluate();
            for (var lane = 0; lane < chains.Length; lane++)
            {
                if (chains[lane] is { } chain && !chain.Take(returns, lanes, lane)) chains[lane] = null;
            }
        }
        return new RollingGarchFit(results, null);

        int Cut(int lane) => (int)((long)results.Length * lane / GarchLanes.Count);
    }

    private static string? Refusal(ReadOnlySpan<double> returns, int window) =>
        window < GarchEstimator.LeastObservations
            ? string.Create(CultureInfo.InvariantCulture, $"garch needs {GarchEstimator.LeastObservations} observations; the window has {window}")
        : SeriesRefusal.Of("garch", returns, window);
}
