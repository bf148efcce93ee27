namespace Forecast.Core.Market;

/// <summary>A change of the book: every level named has the quantity given, 0 meaning that it is gone.</summary>
/// <param name="FirstUpdateId">First update number in it (U).</param>
/// <param name="LastUpdateId">Last update number in it (u).</param>
/// <param name="PreviousUpdateId">Last update number of the message before (pu) where the venue gives it (futures); spot messages follow by U = u before + 1.</param>
/// <param name="Time">Exchange time, Unix microseconds.</param>
/// <param name="ReceivedAt">When it reached the recorder, Unix microseconds by the recorder's clock.</param>
/// <param name="Bids">Changed bids.</param>
/// <param name="Asks">Changed asks.</param>
public sealed record BookUpdate(long FirstUpdateId, long LastUpdateId, long? PreviousUpdateId, long Time, long ReceivedAt, BookLevel[] Bids, BookLevel[] Asks);
