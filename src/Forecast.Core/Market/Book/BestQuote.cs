namespace Forecast.Core.Market;

/// <summary>Best bid and ask at an update number.</summary>
/// <param name="UpdateId">The book's update number.</param>
/// <param name="Time">Exchange time, Unix microseconds; null where the venue gives none (Binance spot).</param>
/// <param name="ReceivedAt">When it reached the recorder, Unix microseconds by the recorder's clock.</param>
public readonly record struct BestQuote(long UpdateId, long? Time, long ReceivedAt, double Bid, double BidQuantity, double Ask, double AskQuantity);
