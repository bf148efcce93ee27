using Forecast.Core.Numerics;

namespace Forecast.Core.Market;

/// <summary>
/// Trades of one instrument, in columns, in the order in which they came; a long history is many batches.
/// <para>Units: times in Unix microseconds; prices in quote currency; quantities as the venue counts them (base currency, or contracts).</para>
/// <para>Shapes: every column has length <see cref="Count"/>; <see cref="ReceivedAt"/> is null where nobody wrote down when a trade was received.</para>
/// <para>Domain: prices and quantities positive and finite, taker side −1, 0 or 1.</para>
/// </summary>
public sealed class TradeBatch
{
    /// <summary>Microseconds are multiplied by this, and the order within the microsecond added, where a venue gives no number: see <see cref="Id"/>.</summary>
    public const long OrdersPerMicrosecond = 2048;

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    /// <summary>
    /// The venue's number of the trade, unique for the instrument. Where the venue gives none: time × <see cref="OrdersPerMicrosecond"/> + the order among the
    /// trades of that time, so that the same trade in another file has the same number.
    /// </summary>
    public required long[] Id { get; init; }

    public required long[] Time { get; init; }

    public required double[] Price { get; init; }

    public required double[] Quantity { get; init; }

    /// <summary>Who paid the spread: 1 a buyer (the maker sold), −1 a seller (the maker bought), 0 where the venue does not say.</summary>
    public required sbyte[] TakerSide { get; init; }

    /// <summary>When the trade reached the recorder, by the recorder's clock; null where nobody recorded it.</summary>
    public long[]? ReceivedAt { get; init; }

    /// <summary>Number of the first trade of each aggregate; null unless the rows are aggregates (trades of one order at one price).</summary>
    public long[]? FirstId { get; init; }

    /// <summary>Number of the last trade of each aggregate; null unless the rows are aggregates.</summary>
    public long[]? LastId { get; init; }

    public int Count => Id.Length;

    /// <summary>Throws unless the columns have one length.</summary>
    public TradeBatch Validated()
    {
        Guard.SameLength(Time.Length, Count, $"times of {Symbol}");
        Guard.SameLength(Price.Length, Count, $"prices of {Symbol}");
        Guard.SameLength(Quantity.Length, Count, $"quantities of {Symbol}");
        Guard.SameLength(TakerSide.Length, Count, $"taker sides of {Symbol}");
        if (ReceivedAt is not null) Guard.SameLength(ReceivedAt.Length, Count, $"receive times of {Symbol}");
        if (FirstId is not null) Guard.SameLength(FirstId.Length, Count, $"first ids of {Symbol}");
        if (LastId is not null) Guard.SameLength(LastId.Length, Count, $"last ids of {Symbol}");
        return this;
    }
}
