namespace Forecast.Core.Measures;

/// <summary>Why there is nothing.</summary>
public enum GapKind
{
    /// <summary>Nothing was traded: bars without a trade, or trade numbers that go on without a hole.</summary>
    NoTrade,

    /// <summary>Something is missing: bars of a venue that writes every bar, or a hole in the trade numbers.</summary>
    NoData,

    /// <summary>The venue writes no bar without a trade, or does not number its trades: either may be.</summary>
    Unknown,
}
