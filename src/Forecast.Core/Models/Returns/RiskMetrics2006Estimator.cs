using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// RiskMetrics 2006 as a model of the <c>fit</c> verb: no parameter is estimated, the series is filtered, see <see cref="RiskMetrics2006Equation"/>. Zero mean; each average starts from its own
/// presample, as in the package arch; its constants are reported by the names that they have there.
/// <para>The levels that the averages start from are the estimate, see <see cref="Start"/>: they read the first returns, the slowest 1667 of them, and do not move with what is appended later.
/// Filtering a longer series anew from the same levels leaves the bits of appending; from 1667 returns on its own levels are the same.</para>
/// <para>Domain: at least <see cref="LeastObservations"/> finite returns that are not all equal.</para>
/// </summary>
public static class RiskMetrics2006Estimator
{
    /// <summary>Id on the command line.</summary>
    public const string Id = "riskmetrics2006";

    /// <summary>Fewest returns, as for the moving average with one decay.</summary>
    public const int LeastObservations = 75;

    private static readonly RiskMetrics2006Equation Equation = new();

    /// <summary>The filtered variance of the series and its likelihood.</summary>
    public static SeriesFit Fit(SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var series = sample.Values;
        if (options.Mean is not (null or ConditionalMean.Zero)) return SeriesFit.Refused($"{Id} has a zero mean; demean the series or leave the mean out");
        if (options.Presample is not (null or PresampleVariance.Arch)) return SeriesFit.Refused($"{Id} starts each average from its own presample; {options.Presample} is not available");
        if (options.Distribution is not (null or "normal")) return SeriesFit.Refused($"{Id} has normal errors; {options.Distribution} is not available");
        if (options.Orders is not null || options.Lags is not null) return SeriesFit.Refused($"{Id} has no orders or lags");
        if (SeriesRefusal.Of(Id, series, LeastObservations) is { } refusal) return SeriesFit.Refused(refusal);
        stop.ThrowIfCancellationRequested();
        var (memory, variances) = Filter(series, Start(series));
        if (!(variances[0] > 0 && double.IsFinite(Equation.Next([], memory)))) return SeriesFit.Refused($"{Id} needs squares between 0 and what a number holds at the start of the series");
        var height = new NormalErrors().LogLikelihood(series, variances, []);
        if (!double.IsFinite(height)) return SeriesFit.Refused($"{Id} needs returns, and variances of them, between 1e-75 and 1e75; rescale the series");
        var forecast = new double[SeriesFit.ForecastSteps];
        Equation.Expect([], memory, new ErrorMoments(new NormalErrors(), []), forecast);
        var typical = variances.Average();
        return new SeriesFit
        {
            Status = FitStatus.Converged,
            Parameters = [new("tau0", RiskMetrics2006Equation.CutOffTime), new("tau1", RiskMetrics2006Equation.ShortestTime), new("kmax", RiskMetrics2006Equation.Averages), new("rho", Math.Sqrt(2))],
            LogLikelihood = height,
            Forecast = forecast,
            Variances = variances,
            NewsImpact = z => After(typical, z),
        };
    }

    /// <summary>The level from which each average starts, the fastest first, in squared units of the returns: to be stored where a longer series is to be filtered anew.</summary>
    public static double[] Start(ReadOnlySpan<double> returns)
    {
        var levels = new double[Equation.MemoryLength];
        Equation.Open(returns, levels);
        return levels;
    }

    /// <summary>The state after the last of <paramref name="returns"/>, at least one of them not 0, to append to.</summary>
    public static ReturnState State(ReadOnlySpan<double> returns) => State(returns, Start(returns));

    /// <summary>The same from given levels, as <see cref="Start"/> estimates them.</summary>
    /// <exception cref="ArgumentException">There are not as many levels as averages, or one is negative or not finite.</exception>
    public static ReturnState State(ReadOnlySpan<double> returns, ReadOnlySpan<double> start)
    {
        Guard.SameLength(start.Length, Equation.MemoryLength, nameof(start));
        foreach (var level in start) Guard.InRange(level, 0, StoredState.LargestMemory);
        var (memory, _) = Filter(returns, start);
        return ReturnState.Restore(new(ReturnStateSnapshot.CurrentVersion, Id, [], ReturnState.MeanId(ConditionalMean.Zero), [], "normal", [], memory, []));
    }

    /// <summary>The equation's memory after the last of <paramref name="returns"/>, from given levels, and the variance of each of them.</summary>
    internal static (double[] Memory, double[] Variances) Filter(ReadOnlySpan<double> returns, ReadOnlySpan<double> start)
    {
        var (memory, variances) = (start.ToArray(), new double[returns.Length]);
        Equation.Variances(returns, memory, variances);
        return (memory, variances);
    }

    private static double After(double variance, double z)
    {
        Span<double> memory = stackalloc double[Equation.MemoryLength];
        Equation.Open([], new PresampleStart(variance, false), memory);
        Equation.Push([], memory, z * Math.Sqrt(variance), []);
        return Equation.Next([], memory);
    }
}
