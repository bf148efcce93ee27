using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>A stretch of time without bars or trades.</summary>
/// <param name="From">Its beginning, Unix microseconds.</param>
/// <param name="To">Its end.</param>
/// <param name="Missing">Bars or trades that are not there; null where that cannot be told. For bars without a trade: how many bars.</param>
/// <param name="Kind">Why.</param>
public readonly record struct MarketGap(long From, long To, long? Missing, GapKind Kind)
{
    /// <summary>Whole UTC days within the stretch.</summary>
    public int WholeDays => (int)Math.Max(0, (Instant.FloorDay(To) - Instant.FloorDay(From + Duration.Day - 1)) / Duration.Day);
}
