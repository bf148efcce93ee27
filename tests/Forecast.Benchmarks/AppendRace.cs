using System.Diagnostics;
using System.Globalization;
using Forecast.Core.Models;

namespace Forecast.Benchmarks;

/// <summary>
/// One more observation and the next variance after it: <see cref="ReturnState.Append(double)"/>, against what every package does, the filter over the whole series of 2500 anew (ours, which is faster than theirs). Run:
/// <c>-- race-append</c>.
/// <para>First it is checked that both leave the same bits. Bytes are those allocated on the thread.</para>
/// </summary>
internal static class AppendRace
{
    private const int Length = 2500;
    private const int Turns = 15;
    private const double WarmUpSeconds = 1;

    public static void Run()
    {
        var returns = GarchSample.MakeAsymmetric(2 * Length, 1);
        foreach (var (equation, orders) in (ReadOnlySpan<(string, int[])>)[("garch", [1, 1]), ("gjr", [1, 1, 1]), ("tarch", [1, 1, 1]), ("component-garch", [])])
        {
            var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Constant, []), ReturnModelCatalog.Equation(equation, orders), new NormalErrors(), PresampleVariance.Arch);
            var fit = ReturnEstimator.Fit(equation, returns.AsSpan(..Length), model);
            var state = ReturnState.After(fit, returns.AsSpan(..Length));
            var (residuals, variances) = (new double[2 * Length], new double[(2 * Length) + 1]);
            model.Mean.Residuals(returns, fit.Mean, residuals);
            model.Variance.Variances(fit.Variance, residuals, fit.Start, variances);
            for (var t = Length; t < 2 * Length; t++)
            {
                state.Append(returns[t]);
                if (state.NextVariance != variances[t + 1]) throw new InvalidOperationException($"{equation} has another variance after {t} observations than the filter");
            }

            // A process that runs for days has compiled its loops well: that takes a second, and is not what is timed.
            for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds;)
            {
                var warm = ReturnState.After(fit, returns.AsSpan(..Length));
                for (var t = Length; t < 2 * Length; t++) warm.Append(returns[t]);
            }

            RaceTimes append = new("append and next variance"), filter = new("filter anew");
            var bytes = 0L;
            for (var turn = 0; turn < Turns; turn++)
            {
                var (again, sum) = (ReturnState.After(fit, returns.AsSpan(..Length)), 0.0);
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var t = Length; t < 2 * Length; t++)
                {
                    again.Append(returns[t]);
                    sum += again.NextVariance;
                }
                bytes = GC.GetAllocatedBytesForCurrentThread() - before;
                again = ReturnState.After(fit, returns.AsSpan(..Length));
                append.Add(RaceTimes.Measure(1, () =>
                {
                    for (var t = Length; t < 2 * Length; t++)
                    {
                        again.Append(returns[t]);
                        sum += again.NextVariance;
                    }
                }) / Length);
                filter.Add(RaceTimes.Measure(3, () => model.Variance.Variances(fit.Variance, residuals.AsSpan(..Length), fit.Start, variances.AsSpan(..(Length + 1)))));
                if (!(sum > 0)) throw new InvalidOperationException("no variance");
            }
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{equation}: append and next variance {append.Best * 1000:F0} ns at best, {append.Median * 1000:F0} ns in the median, {bytes} bytes for {Length} appends"));
            RaceTimes.Print($"{equation}, after {Length} observations", append, filter);
        }
    }
}
