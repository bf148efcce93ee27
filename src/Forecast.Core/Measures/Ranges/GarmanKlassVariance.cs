namespace Forecast.Core.Measures;

/// <summary>
/// Variance from range and close, more than seven times as precise as from closes where nothing happens between bars. <code>Σ (½ ln(H/L)² − (2 ln 2 − 1) ln(C/O)²)</code>
/// <para>O, H, L, C are the open, highest, lowest and last price of each bar; a window of one bar has the estimator as it is usually quoted for days, more bars make it more precise.</para>
/// <para>Units: variance over the window; bars that are missing are taken to be like those that are there. Domain: undefined where fewer than half of the bars are there.</para>
/// <para>Reference: Garman and Klass (1980), Journal of Business 53, eq. 20 (their practical estimator).</para>
/// </summary>
public struct GarmanKlassVariance : IWindowMeasure
{
    private double _sum;

    public void Add(in WindowBar bar) => _sum += Of(bar.Open, bar.High, bar.Low, bar.Close);

    public readonly double? Value(WindowCount count) => count.BarsHalfThere ? count.BarScale * _sum : null;

    /// <summary>Of one bar.</summary>
    public static double Of(double open, double high, double low, double close)
    {
        var (range, move) = (Math.Log(high / low), Math.Log(close / open));
        return (range * range / 2) - (((2 * Math.Log(2)) - 1) * move * move);
    }
}
