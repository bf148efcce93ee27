namespace Forecast.Core.Numerics;

/// <summary>
/// The factor that turns exp of a forecast of logs into a forecast of the mean: Duan's smearing, made robust.
/// <code>s = mean of exp(e),   e the residuals of the logs, winsorised at their 1 % and 99 % quantiles</code>
/// <para>Domain: at least one finite residual. Reference: Duan (1983), JASA 78, eq. 3.4.</para>
/// </summary>
public static class Smearing
{
    /// <summary>The factor s; sorts <paramref name="residuals"/>.</summary>
    public static double Factor(double[] residuals)
    {
        Array.Sort(residuals);
        var (low, high) = (OrderStatistic.Of(residuals, 0.01), OrderStatistic.Of(residuals, 0.99));
        var sum = 0.0;
        foreach (var e in residuals) sum += Math.Exp(Math.Clamp(e, low, high));
        return sum / residuals.Length;
    }
}
