namespace Forecast.Core.Margin;

/// <summary>A figure with the interval that resampling gives it.</summary>
/// <param name="Value">The figure itself.</param>
/// <param name="Lower">Lower end of its 90 % interval.</param>
/// <param name="Upper">Upper end.</param>
public readonly record struct Interval(double Value, double Lower, double Upper)
{
    /// <summary>The figure with the 5 % and 95 % order statistics of its resamples.</summary>
    internal static Interval Of(double value, double[] resampled)
    {
        Array.Sort(resampled);
        return new Interval(value, Numerics.OrderStatistic.Of(resampled, 0.05), Numerics.OrderStatistic.Of(resampled, 0.95));
    }
}
