namespace Forecast.Core.Measures;

/// <summary>
/// Variance from the range between the highest and the lowest price, five times as precise as from closes. <code>Σ ln(H/L)² / (4 ln 2)</code>
/// <para>O, H, L, C are the open, highest, lowest and last price of each bar; a window of one bar has the estimator as it is usually quoted for days, more bars make it more precise.</para>
/// <para>Units: variance over the window; bars that are missing are taken to be like those that are there. Domain: undefined where fewer than half of the bars are there.</para>
/// <para>Reference: Parkinson (1980), Journal of Business 53, eq. 5.</para>
/// </summary>
public struct ParkinsonVariance : IWindowMeasure
{
    private double _sum;

    public void Add(in WindowBar bar) => _sum += Of(bar.Open, bar.High, bar.Low, bar.Close);

    public readonly double? Value(WindowCount count) => count.BarsHalfThere ? count.BarScale * _sum : null;

    /// <summary>Of one bar.</summary>
    public static double Of(double open, double high, double low, double close)
    {
        var range = Math.Log(high / low);
        return range * range / (4 * Math.Log(2));
    }
}
