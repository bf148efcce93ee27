namespace Forecast.Core.Measures;

/// <summary>
/// Mean size of a trade. <code>Σ volume / Σ trades</code>
/// <para>Units: base currency per trade. Domain: undefined where nothing traded or the bars lack volume or trades.</para>
/// <para>Reference: Jones, Kaul and Lipson (1994), Review of Financial Studies 7: beside the number of trades it tells little of volatility.</para>
/// </summary>
public struct MeanTradeSize : IWindowMeasure
{
    private double _volume;
    private long _trades;

    public void Add(in WindowBar bar)
    {
        if (bar is not { Volume: { } volume, Trades: { } trades }) return;
        _volume += volume;
        _trades += trades;
    }

    public readonly double? Value(WindowCount count) => _trades > 0 ? _volume / _trades : null;
}
