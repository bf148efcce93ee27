namespace Forecast.Core.Market;

/// <summary>The whole book, or its best levels, at one update number.</summary>
/// <param name="LastUpdateId">The update that it includes last.</param>
/// <param name="Time">Exchange time, Unix microseconds; null where the venue gives none (Binance spot).</param>
/// <param name="ReceivedAt">When it reached the recorder, Unix microseconds by the recorder's clock.</param>
/// <param name="Bids">Best first.</param>
/// <param name="Asks">Best first.</param>
public sealed record BookSnapshot(long LastUpdateId, long? Time, long ReceivedAt, BookLevel[] Bids, BookLevel[] Asks);
