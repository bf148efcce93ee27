namespace Forecast.Storage.Lake;

/// <summary>What the lake has of the trades of one instrument on one UTC day.</summary>
/// <param name="Venue">Venue, as in the lake's layout.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="Day">00:00 UTC, Unix microseconds.</param>
/// <param name="Present">Trades that are there.</param>
/// <param name="Holes">Numbers that are not there between the last of the day before and the last of this one; it counts trades where the venue numbers by ones.</param>
/// <param name="Corrected">Versions that corrected an earlier one.</param>
public sealed record TradeDay(string Venue, string Symbol, long Day, long Present, long Holes, long Corrected);
