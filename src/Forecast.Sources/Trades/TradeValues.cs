namespace Forecast.Sources;

/// <summary>What a row of trades says, in the units of <see cref="Forecast.Core.Market.TradeBatch"/>.</summary>
internal struct TradeValues
{
    /// <summary>The venue's number, or −1 where it gives none.</summary>
    public long Id;

    public long Time, ReceivedAt, FirstId, LastId;
    public double Price, Quantity;
    public sbyte Side;
}
