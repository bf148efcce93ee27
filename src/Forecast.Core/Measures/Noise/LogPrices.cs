namespace Forecast.Core.Measures;

/// <summary>Log prices from returns, relative to the first one.</summary>
internal static class LogPrices
{
    /// <summary>n + 1 log prices from n returns; the first is 0.</summary>
    public static double[] From(ReadOnlySpan<double> returns)
    {
        var log = new double[returns.Length + 1];
        for (var i = 0; i < returns.Length; i++) log[i + 1] = log[i] + returns[i];
        return log;
    }

    /// <summary>Σ (X_{i + step} − X_i)² over all i.</summary>
    public static double SquaredSteps(ReadOnlySpan<double> log, int step)
    {
        var sum = 0.0;
        for (var i = step; i < log.Length; i++)
        {
            var r = log[i] - log[i - step];
            sum += r * r;
        }
        return sum;
    }
}
