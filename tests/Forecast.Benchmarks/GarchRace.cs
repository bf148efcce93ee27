using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// Fits the same series by turns with <see cref="GarchEstimator"/> and with R's tseries (compiled, analytic gradient), each the best of five, and prints the
/// median times and their ratio. Needs <c>Rscript</c> with tseries (Debian: r-cran-tseries). Run: <c>-- race-garch</c>.
/// </summary>
internal static class GarchRace
{
    private const int Series = 20;

    public static void Run()
    {
        using var peer = Process.Start(new ProcessStartInfo("Rscript", [Path.Combine(AppContext.BaseDirectory, "peers", "garch.R")]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        foreach (var length in new[] { 1000, 2500, 10000 })
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            for (var seed = 1UL; seed <= Series; seed++)
            {
                var returns = GarchSample.Make(length, seed);
                // The first series are also the warm-up.
                for (var i = 0; i < (seed == 1 ? 200 : 0); i++) GarchEstimator.Fit(returns);
                ours.Add(Enumerable.Range(0, 5).Min(_ => Time(returns)));
                theirs.Add(Time(peer, returns));
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"T = {length,5}: ours {Median(ours),8:F0} us   tseries {Median(theirs),8:F0} us   ratio {Median([.. theirs.Zip(ours, (t, o) => t / o)]):F1}"));
        }
        peer.StandardInput.Close();
        peer.WaitForExit();
    }

    private static double Time(double[] returns)
    {
        var start = Stopwatch.GetTimestamp();
        GarchEstimator.Fit(returns);
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds;
    }

    private static double Time(Process peer, double[] returns)
    {
        var file = Path.GetTempFileName();
        File.WriteAllLines(file, returns.Select(r => r.ToString("R", CultureInfo.InvariantCulture)));
        peer.StandardInput.WriteLine(file);
        peer.StandardInput.Flush();
        var time = double.Parse(peer.StandardOutput.ReadLine() ?? throw new InvalidOperationException("Rscript ended: is tseries installed?"), CultureInfo.InvariantCulture);
        File.Delete(file);
        return time;
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
