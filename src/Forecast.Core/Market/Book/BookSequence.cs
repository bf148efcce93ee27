namespace Forecast.Core.Market;

/// <summary>How a venue numbers the updates of a book, so that a missing one is seen.</summary>
public enum BookSequence
{
    /// <summary>Each message begins with the number after the last one of the message before (Binance spot: U = previous u + 1).</summary>
    Consecutive,

    /// <summary>Each message names the last number of the message before (Binance USD-M and COIN-M: pu = previous u); numbers between may belong to other instruments.</summary>
    Linked,
}
