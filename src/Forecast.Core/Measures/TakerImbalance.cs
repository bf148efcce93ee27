namespace Forecast.Core.Measures;

/// <summary>
/// Taker imbalance: who pays the spread. <code>TI = (Σ taker buys − Σ taker sells) / Σ volume = 2 Σ taker buys / Σ volume − 1</code>
/// <para>Units: share of volume in [−1, 1]; +1 means that every trade was started by a buyer. Domain: undefined (null) where nothing traded.</para>
/// <para>Reference: Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65.</para>
/// </summary>
public static class TakerImbalance
{
    public static double? Of(ReadOnlySpan<double> volume, ReadOnlySpan<double> takerBuy)
    {
        double all = 0, buys = 0;
        foreach (var v in volume) all += v;
        foreach (var b in takerBuy) buys += b;
        return all > 0 ? Math.Clamp((2 * buys / all) - 1, -1, 1) : null;
    }
}
