namespace Forecast.Core.Measures;

/// <summary>
/// Taker imbalance: who pays the spread. <code>TI = (Σ taker buys − Σ taker sells) / Σ volume = 2 Σ taker buys / Σ volume − 1</code>
/// <para>Units: share of volume in [−1, 1]; +1 means that every trade was started by a buyer. Domain: undefined where nothing traded or the bars do not say who took.</para>
/// <para>Reference: Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65.</para>
/// </summary>
public struct TakerImbalance : IWindowMeasure
{
    private double _volume, _buys;

    public void Add(in WindowBar bar)
    {
        if (bar is not { Volume: { } volume, TakerBuy: { } buys }) return;
        _volume += volume;
        _buys += buys;
    }

    public readonly double? Value(WindowCount count) => _volume > 0 ? Math.Clamp((2 * _buys / _volume) - 1, -1, 1) : null;
}
