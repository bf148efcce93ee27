using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Kyle's lambda: how far flow moves the price, as the slope of returns on signed quote volume; or the t-statistic of that slope.
/// <code>r_i = α + λ q_i + ε_i,   λ = S_qr / S_qq,   t = λ / √(s² / S_qq),   s² = (S_rr − λ S_qr) / (n − 2)</code>
/// q is taker buys less taker sells in quote currency: the bar's signed share of volume times its quote volume, or volume times close where the bars have no quote volume. n bars have a return.
/// <para>Units: return per unit of quote currency (t: none); k times the volume has λ/k. It falls as bars get longer where impact is concave.</para>
/// <para>Domain: undefined where the bars do not say who took, fewer than half of the returns are there, n is below 3, or flow did not vary; t also where the line meets every bar (a price that
/// did not move has λ = 0 and no t).</para>
/// <para>Reference: Kyle (1985), Econometrica 53, theorem 1 for λ; Goyenko, Holden and Trzcinka (2009), Journal of Financial Economics 92, for the regression.</para>
/// </summary>
/// <param name="isStatistic">t; else λ.</param>
public struct KyleLambda(bool isStatistic) : IWindowMeasure
{
    private Comoments _moments;

    public void Add(in WindowBar bar)
    {
        if (bar.Return is { } r && QuoteFlow.Signed(bar) is { } q) _moments.Add(q, r);
    }

    public readonly double? Value(WindowCount count) => count.HalfThere ? Slope() : null;

    /// <summary>The measure of returns and signed quote volumes, one each a bar.</summary>
    public static double? Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> signedQuoteVolume, bool isStatistic = false)
    {
        Guard.SameLength(signedQuoteVolume.Length, returns.Length, nameof(signedQuoteVolume));
        var lambda = new KyleLambda(isStatistic);
        for (var i = 0; i < returns.Length; i++) lambda._moments.Add(signedQuoteVolume[i], returns[i]);
        return lambda.Slope();
    }

    private readonly double? Slope()
    {
        if (_moments.Count < 3 || !(_moments.XX > 0)) return null;
        var slope = _moments.XY / _moments.XX;
        var value = isStatistic ? slope / Math.Sqrt(Math.Max(0, _moments.YY - (slope * _moments.XY)) / (_moments.Count - 2) / _moments.XX) : slope;
        return double.IsFinite(value) ? value : null;
    }
}
