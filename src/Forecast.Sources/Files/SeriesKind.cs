namespace Forecast.Sources;

/// <summary>What a file of market data holds.</summary>
public enum SeriesKind
{
    /// <summary>Bars with open, high, low and close.</summary>
    Klines,

    /// <summary>Trades.</summary>
    Trades,

    /// <summary>Times and prices.</summary>
    Prices,
}
