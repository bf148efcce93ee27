namespace Forecast.Core.Measures;

/// <summary>
/// Absolute imbalance: how one-sided a window was, whichever side pressed. <code>|Σ x| / Σ volume,   x = 2 · taker buys − volume</code>
/// <para>Units: share of volume in [0, 1]. Domain: undefined where nothing traded or the bars do not say who took.</para>
/// <para>Reference: Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65: absolute order imbalance.</para>
/// </summary>
public struct AbsoluteImbalance : IWindowMeasure
{
    private TakerImbalance _signed;

    public void Add(in WindowBar bar) => _signed.Add(bar);

    public readonly double? Value(WindowCount count) => _signed.Value(count) is { } imbalance ? Math.Abs(imbalance) : null;
}
