using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Amihud's illiquidity: how far the price moves per unit traded. <code>1/m Σ |r_i| / quote volume_i</code>
/// over the m bars that have a return and in which something traded; quote volume is volume times close where the bars do not have it.
/// <para>Units: return per unit of quote currency; k times the volume has 1/k. It depends on the bars' length: compare like with like.</para>
/// <para>Domain: undefined where fewer than half of the returns are there, nothing traded, or the bars have no volume.</para>
/// <para>Reference: Amihud (2002), Journal of Financial Markets 5, eq. 1.</para>
/// </summary>
public struct AmihudIlliquidity : IWindowMeasure
{
    private double _sum;
    private int _bars;

    public void Add(in WindowBar bar)
    {
        if (bar.Return is { } r && QuoteFlow.Volume(bar) is { } volume) Add(r, volume);
    }

    public readonly double? Value(WindowCount count) => count.HalfThere ? Mean() : null;

    /// <summary>The measure of returns and quote volumes, one each a bar.</summary>
    public static double? Of(ReadOnlySpan<double> returns, ReadOnlySpan<double> quoteVolume)
    {
        Guard.SameLength(quoteVolume.Length, returns.Length, nameof(quoteVolume));
        var measure = default(AmihudIlliquidity);
        for (var i = 0; i < returns.Length; i++) measure.Add(returns[i], quoteVolume[i]);
        return measure.Mean();
    }

    private void Add(double r, double volume)
    {
        if (!(volume > 0)) return;
        _sum += Math.Abs(r) / volume;
        _bars++;
    }

    private readonly double? Mean() => _bars > 0 && double.IsFinite(_sum) ? _sum / _bars : null;
}
