using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// GARCH(1,1) estimated anew on each of 500 windows of 1000 returns, and the next variance of each: <see cref="RollingGarch"/> on one thread, as many single fits, and R's tseries window by window, by turns; then
/// eight series on all processors, as a caller would. Run: <c>-- race-rolling</c>.
/// <para>First it is checked that the likelihoods are those of the single fits, and that half of tseries' next variances, which are of a zero mean about each window's own, are within 1 per cent of ours.</para>
/// </summary>
internal static class RollingRace
{
    private const int Windows = 500;
    private const int Window = 1000;
    private const int Turns = 5;
    private const int Instruments = 8;

    public static void Run()
    {
        using var peer = RPeer.Start();
        RaceTimes ours = new("ours, one thread"), single = new("ours, single fits"), tseries = new("tseries");
        var options = new GarchOptions { Presample = PresampleVariance.Fcp };
        for (var turn = 1; turn <= Turns; turn++)
        {
            var returns = GarchSample.Make(Window + Windows, (ulong)turn);
            var roll = RollingGarch.Fit(returns.AsSpan(..^1), Window, 1, options).Windows;
            foreach (var w in roll)
            {
                if (Math.Abs(GarchEstimator.Fit(returns.AsSpan(w.First, Window), options).Estimate!.LogLikelihood - w.LogLikelihood!.Value) > 1e-8)
                    throw new InvalidOperationException($"the window at {w.First} has another likelihood when it is estimated alone");
            }
            ours.Add(RaceTimes.Measure(5, () => RollingGarch.Fit(returns.AsSpan(..^1), Window, 1, options)));
            single.Add(RaceTimes.Measure(1, () =>
            {
                for (var j = 0; j < Windows; j++) GarchEstimator.Fit(returns.AsSpan(j, Window), options);
            }));
            if (peer is null || !peer.Has("tseries")) continue;
            var (time, theirs) = peer.Run("roll", 1, returns);
            tseries.Add(time);
            double[] ratios = [.. theirs.Zip(roll, (t, w) => w.NextVariance!.Value / t)];
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"turn {turn}: {roll.Count(w => w.Status == FitStatus.Converged)} of {roll.Count} windows inside; next variance ours / tseries {ratios.Min():F4} to {ratios.Max():F4}"));
            if (ratios.Length != Windows || !(Math.Abs(ratios.Order().ElementAt(Windows / 2) - 1) < 0.01)) throw new InvalidOperationException("tseries' next variances are not ours");
        }
        RaceTimes.Print($"{Windows} windows of {Window} returns", ours, single, tseries);

        var samples = Enumerable.Range(1, Instruments).Select(i => GarchSample.Make(Window + Windows - 1, (ulong)i)).ToArray();
        RaceTimes one = new("one thread"), all = new($"{Environment.ProcessorCount} threads");
        for (var turn = 0; turn < Turns; turn++)
        {
            one.Add(RaceTimes.Measure(1, () => Array.ForEach(samples, s => RollingGarch.Fit(s, Window))));
            all.Add(RaceTimes.Measure(1, () => Parallel.ForEach(samples, s => RollingGarch.Fit(s, Window))));
        }
        RaceTimes.Print($"{Instruments} series of as many windows", one, all);
    }
}
