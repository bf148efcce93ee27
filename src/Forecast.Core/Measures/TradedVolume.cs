namespace Forecast.Core.Measures;

/// <summary>
/// Activity: traded volume in base currency and number of trades over a window.
/// <para>Domain: any number of bars; none give 0. Reference: Karpoff (1987), JFQA 22, for the relation of volume to volatility.</para>
/// </summary>
public static class TradedVolume
{
    /// <summary>Σ volume.</summary>
    public static double Of(ReadOnlySpan<double> volume)
    {
        var sum = 0.0;
        foreach (var v in volume) sum += v;
        return sum;
    }

    /// <summary>Σ trades.</summary>
    public static long Trades(ReadOnlySpan<long> trades)
    {
        var sum = 0L;
        foreach (var t in trades) sum += t;
        return sum;
    }
}
