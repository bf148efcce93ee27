namespace Forecast.Core.Measures;

/// <summary>
/// Number of trades. <code>Σ trades</code>
/// <para>Units: trades. Domain: undefined where the bars do not have it. Reference: Jones, Kaul and Lipson (1994), Review of Financial Studies 7: it tells more of volatility than volume does.</para>
/// </summary>
public struct TradeCount : IWindowMeasure
{
    private long _sum;
    private bool _isThere;

    public void Add(in WindowBar bar)
    {
        if (bar.Trades is not { } trades) return;
        _sum += trades;
        _isThere = true;
    }

    public readonly double? Value(WindowCount count) => _isThere ? _sum : null;
}
