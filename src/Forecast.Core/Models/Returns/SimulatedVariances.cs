namespace Forecast.Core.Models;

/// <summary>Expected variances of the coming steps by simulation, for equations that have no closed form: the mean of <see cref="ReturnForecastOptions.Paths"/> paths, always the same ones.</summary>
internal static class SimulatedVariances
{
    /// <summary>E h of each of the next <paramref name="steps"/> steps after the series that was estimated on, whose end <paramref name="memory"/> is.</summary>
    public static double[] Of(ReturnFit fit, double[] memory, int steps, CancellationToken stop)
    {
        var process = new ReturnProcess(fit.Model.Mean, fit.Model.Variance, fit.Model.Errors, fit.Values);
        // A variance does not depend on the mean's past, so any past will do.
        var forecaster = new ReturnForecaster(process, memory, new double[fit.Model.Mean.Skipped], new ReturnForecastOptions { Method = ForecastMethod.Simulation });
        var sums = forecaster.Forecast([.. Enumerable.Range(1, steps)], stop).Variances;
        return [.. sums.Select((sum, j) => j == 0 ? sum : sum - sums[j - 1])];
    }
}
