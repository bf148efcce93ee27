namespace Forecast.Core.Measures;

/// <summary>
/// Traded value. <code>Σ quote volume</code>
/// of bars that do not have it volume times close.
/// <para>Units: quote currency. Domain: undefined where the bars have no volume. Reference: Karpoff (1987), JFQA 22, for the relation of volume to volatility.</para>
/// </summary>
public struct TradedValue : IWindowMeasure
{
    private double _sum;
    private bool _isThere;

    public void Add(in WindowBar bar)
    {
        if (QuoteFlow.Volume(bar) is not { } volume) return;
        _sum += volume;
        _isThere = true;
    }

    public readonly double? Value(WindowCount count) => _isThere ? _sum : null;
}
