namespace Forecast.Core.Measures;

/// <summary>
/// Variance from all four prices, right whatever the drift. <code>Σ (ln(H/C) ln(H/O) + ln(L/C) ln(L/O))</code>
/// <para>O, H, L, C are the open, highest, lowest and last price of each bar; a window of one bar has the estimator as it is usually quoted for days, more bars make it more precise.</para>
/// <para>Units: variance over the window; bars that are missing are taken to be like those that are there. Domain: undefined where fewer than half of the bars are there.</para>
/// <para>Reference: Rogers and Satchell (1991), Annals of Applied Probability 1, eq. 2.</para>
/// </summary>
public struct RogersSatchellVariance : IWindowMeasure
{
    private double _sum;

    public void Add(in WindowBar bar) => _sum += Of(bar.Open, bar.High, bar.Low, bar.Close);

    public readonly double? Value(WindowCount count) => count.BarsHalfThere ? count.BarScale * _sum : null;

    /// <summary>Of one bar.</summary>
    public static double Of(double open, double high, double low, double close)
    {
        return (Math.Log(high / close) * Math.Log(high / open)) + (Math.Log(low / close) * Math.Log(low / open));
    }
}
