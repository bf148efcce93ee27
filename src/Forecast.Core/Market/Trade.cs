namespace Forecast.Core.Market;

/// <summary>One trade as a venue reports it; the columns of <see cref="TradeBatch"/> say what each value means.</summary>
/// <param name="Id">The venue's number.</param>
/// <param name="Time">When it was traded, Unix microseconds.</param>
/// <param name="ReceivedAt">When it reached the recorder, Unix microseconds by the recorder's clock.</param>
/// <param name="Price">Quote currency.</param>
/// <param name="Quantity">As the venue counts it.</param>
/// <param name="TakerSide">1 a buyer, −1 a seller, 0 unknown.</param>
public readonly record struct Trade(long Id, long Time, long ReceivedAt, double Price, double Quantity, sbyte TakerSide);
