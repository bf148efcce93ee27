namespace Forecast.Core.Measures;

/// <summary>
/// Mean absolute imbalance of the bars: pressure that turns within the window does not cancel. <code>1/m Σ |x_i| / volume_i,   x = 2 · taker buys − volume</code>
/// over the m bars in which something traded.
/// <para>Units: share of volume in [0, 1]; it grows as bars get shorter. Domain: undefined where nothing traded or the bars do not say who took.</para>
/// <para>Reference: Chordia, Roll and Subrahmanyam (2002), Journal of Financial Economics 65: absolute order imbalance, averaged.</para>
/// </summary>
public struct BarImbalance : IWindowMeasure
{
    private double _sum;
    private int _bars;

    public void Add(in WindowBar bar)
    {
        if (bar is not { Volume: > 0 and { } volume, SignedVolume: { } signed }) return;
        _sum += Math.Min(1, Math.Abs(signed / volume));
        _bars++;
    }

    public readonly double? Value(WindowCount count) => _bars > 0 ? _sum / _bars : null;
}
