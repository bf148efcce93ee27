namespace Forecast.Core.Measures;

/// <summary>
/// What an order book did during [<see cref="OpenTime"/>, <see cref="OpenTime"/> + interval), by what was known then, so that it is known at its end.
/// <para>Shapes: <see cref="Means"/> and <see cref="Ends"/> have a value a feature of <see cref="BookFeatureCatalog"/>.</para>
/// <para>A bar with a <see cref="Gap"/> or a <see cref="Crossed"/> book has no order flow (features that are marked so, and both sums); prices and depths are of the time in which
/// the book was known.</para>
/// </summary>
public sealed record BookBar
{
    /// <summary>Unix microseconds.</summary>
    public required long OpenTime { get; init; }

    /// <summary>Share of the bar in which the book was known, 0 to 1; the first and the last bar of a recording are seldom whole.</summary>
    public required double Coverage { get; init; }

    /// <summary>Time-weighted means over the time in which the book was known; absent where the feature was absent for any of it.</summary>
    public required double?[] Means { get; init; }

    /// <summary>Values at the bar's end, or at the recording's; absent where the book was not known then.</summary>
    public required double?[] Ends { get; init; }

    /// <summary>Σ e_n of the best levels of the book, a step an update (<see cref="OrderFlowImbalance"/>); null where there was no step to see.</summary>
    public required double? BookImbalance { get; init; }

    /// <summary>Σ e_n of the best quotes as the venue sent them, a step a quote; null where there was none.</summary>
    public required double? QuoteImbalance { get; init; }

    /// <summary>Updates and snapshots that changed the book.</summary>
    public required int Updates { get; init; }

    /// <summary>Best quotes.</summary>
    public required int Quotes { get; init; }

    /// <summary>Updates were missing in the bar, or before it and the book was not whole again yet.</summary>
    public required bool Gap { get; init; }

    /// <summary>Bid above ask, in the book or in a quote; or before the bar, and the book was not whole again yet.</summary>
    public required bool Crossed { get; init; }

    /// <summary>Bid equal to ask, in the book or in a quote. No fault: order flow is kept.</summary>
    public required bool Locked { get; init; }
}
