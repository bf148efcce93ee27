using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// Every model of <see cref="SeriesModelCatalog"/>, cold, on 1000 days of each of 50 simulated instruments, on two threads: the time of the night, and of each model summed over the instruments. Models of realised
/// variances get those, the others returns with the realised measures beside them. Run: <c>-- race-night [instruments]</c>.
/// </summary>
internal static class NightRace
{
    private const int Days = 1000;
    private const int Threads = 2;

    public static void Run(string[] arguments)
    {
        var instruments = arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 50;
        var samples = Enumerable.Range(1, instruments).Select(i => GarchSample.MakeMeasured(Days, (ulong)i)).ToArray();
        // One instrument first: a night is long, and compiling is not what is timed.
        foreach (var model in SeriesModelCatalog.All) Fit(model, samples[0]);
        var ends = new ConcurrentBag<(SeriesModel Model, SeriesFit Fit, double Seconds)>();
        var (start, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        Parallel.ForEach(samples, new ParallelOptions { MaxDegreeOfParallelism = Threads }, sample =>
        {
            foreach (var model in SeriesModelCatalog.All)
            {
                var began = Stopwatch.GetTimestamp();
                ends.Add((model, Fit(model, sample), Stopwatch.GetElapsedTime(began).TotalSeconds));
            }
        });
        var (took, used) = (Stopwatch.GetElapsedTime(start).TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{instruments} instruments x {SeriesModelCatalog.All.Count} models x {Days} days on {Threads} threads: {took:F2} s, {used:F2} s of processor; {20.0 / SeriesModelCatalog.All.Count * took:F2} s for as many of 20 models"));
        foreach (var group in ends.GroupBy(e => e.Model.Id).OrderByDescending(g => g.Sum(e => e.Seconds)))
        {
            var statuses = string.Join(", ", group.GroupBy(e => e.Fit.Status).OrderBy(g => g.Key).Select(g => $"{g.Key} {g.Count()}"));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {group.Key,-22} {group.Select(e => e.Seconds).Order().ElementAt(group.Count() / 2) * 1000,8:F2} ms a fit in the median, {group.Min(e => e.Seconds) * 1000,8:F2} to {group.Max(e => e.Seconds) * 1000,8:F2}, {group.Average(e => e.Fit.Iterations),5:F0} iterations; {statuses}"));
            if (group.FirstOrDefault(e => e.Fit.Status == FitStatus.Failed) is { Fit: { } failed }) Console.WriteLine($"    {failed.Reason}");
        }
    }

    private static SeriesFit Fit(SeriesModel model, SeriesSample sample)
    {
        var flow = ("flow", sample.Realized!.Select(Math.Sqrt).ToArray());
        return model.Fit(sample with { Values = IsOfVariances(model.Id) ? sample.Realized! : sample.Values, Exogenous = model.Id.EndsWith("-x", StringComparison.Ordinal) ? [flow] : [] });
    }

    // Heterogeneous autoregressions forecast the realised variance itself; HARCH, despite its name, is a model of returns.
    private static bool IsOfVariances(string id) => id != "harch" && id.Split('-').Any(w => w.StartsWith("har", StringComparison.Ordinal) || w is "shar" or "hexp" or "char" or "charq" or "ssa");
}
