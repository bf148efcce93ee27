namespace Forecast.Core.Measures;

/// <summary>
/// What a realised measure is fed: a bar of the window, or a price that was sampled from ticks (then it is one price, and flow is absent).
/// <para>Units: log returns; prices in quote currency; volumes in base currency; times in Unix microseconds.</para>
/// </summary>
public readonly record struct WindowBar
{
    /// <summary>Log return since the end of the bar directly before; absent where that bar is missing.</summary>
    public required double? Return { get; init; }

    /// <summary>Whether the return follows another one directly, so that both make a pair; a window's first return never does.</summary>
    public required bool IsJoined { get; init; }

    /// <summary>Where the bar begins; of a sampled price, the time of the one before.</summary>
    public required long Start { get; init; }

    /// <summary>When the bar is complete and known.</summary>
    public required long End { get; init; }

    public required double Open { get; init; }

    public required double High { get; init; }

    public required double Low { get; init; }

    public required double Close { get; init; }

    /// <summary>Null where the source does not give it; the same holds for the other columns of flow.</summary>
    public double? Volume { get; init; }

    public double? QuoteVolume { get; init; }

    public double? TakerBuy { get; init; }

    public long? Trades { get; init; }

    /// <summary>Lee and Mykland's statistic of the return (<see cref="LeeMyklandStream"/>); absent where too little lies before it.</summary>
    public double? JumpStatistic { get; init; }

    /// <summary>The diurnal factor of the bar's variance, mean 1 over a week (<see cref="DiurnalProfile"/>); absent where no profile is known yet.</summary>
    public double? SeasonalFactor { get; init; }

    /// <summary>Taker buys less taker sells, base currency; null where who took is not known.</summary>
    public double? SignedVolume => 2 * TakerBuy - Volume;
}
