namespace Forecast.Storage.Lake;

/// <summary>Takes some trades in order of time: Unix microseconds, prices, quantities, taker sides (1 buyer, −1 seller, 0 unknown). The columns are gone when it returns.</summary>
public delegate void TradeReader(ReadOnlySpan<long> time, ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> takerSide);
