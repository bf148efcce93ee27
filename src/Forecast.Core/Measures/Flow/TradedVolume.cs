namespace Forecast.Core.Measures;

/// <summary>
/// Traded volume. <code>Σ volume</code>
/// <para>Units: base currency. Domain: undefined where the bars do not have it. Reference: Karpoff (1987), JFQA 22, for the relation of volume to volatility.</para>
/// </summary>
public struct TradedVolume : IWindowMeasure
{
    private double _sum;
    private bool _isThere;

    public void Add(in WindowBar bar)
    {
        if (bar.Volume is not { } volume) return;
        _sum += volume;
        _isThere = true;
    }

    public readonly double? Value(WindowCount count) => _isThere ? _sum : null;
}
