namespace Forecast.Storage.Lake;

/// <summary>What the lake has of the bars of one instrument on one UTC day.</summary>
/// <param name="Venue">Venue, as in the lake's layout.</param>
/// <param name="Symbol">Symbol at the venue.</param>
/// <param name="Day">00:00 UTC, Unix microseconds.</param>
/// <param name="Present">Bars that are there.</param>
/// <param name="Corrected">Versions that corrected an earlier one.</param>
/// <param name="Withdrawn">Bars that were withdrawn as bad prints.</param>
public sealed record BarDay(string Venue, string Symbol, long Day, int Present, int Corrected, int Withdrawn);
