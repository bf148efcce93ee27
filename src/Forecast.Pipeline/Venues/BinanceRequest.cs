using Forecast.Sources;

namespace Forecast.Pipeline.Venues;

/// <summary>What is wanted from the venue.</summary>
/// <param name="Series">Symbols and kinds of one product.</param>
/// <param name="From">First UTC day.</param>
/// <param name="To">Last UTC day, inclusive.</param>
/// <param name="Addresses">Archive and API.</param>
public sealed record BinanceRequest(IReadOnlyList<BinanceSeries> Series, DateOnly From, DateOnly To, BinanceAddresses Addresses)
{
    /// <summary>Ask of every file that is here whether the venue has replaced it, and not of those of the last weeks alone.</summary>
    public bool Refresh { get; init; }
}
