namespace Forecast.Sources;

/// <summary>What a column of a trades file means.</summary>
internal enum TradeColumn
{
    Id,
    Time,
    ReceivedAt,
    Price,
    Quantity,
    Side,
    FirstId,
    LastId,
    Venue,
    Symbol,

    /// <summary>The venue's number of what was traded, where rows name no symbol.</summary>
    Instrument,

    /// <summary>The kind of record, of which only some are trades.</summary>
    Kind,

    /// <summary>Not read.</summary>
    Other,
}
