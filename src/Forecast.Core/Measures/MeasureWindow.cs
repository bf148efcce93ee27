namespace Forecast.Core.Measures;

/// <summary>
/// What a realised measure sees of a window: its returns and its flow, oldest first.
/// <para>Units: log returns between neighbouring bars; volumes in base currency.</para>
/// <para>Shapes: <see cref="Returns"/> and <see cref="Joined"/> have one length, at most <see cref="Expected"/>; the flow columns have one length, a value a bar, and a window
/// has a bar; a flow column that the bars lack is empty.</para>
/// </summary>
public readonly ref struct MeasureWindow
{
    public required ReadOnlySpan<double> Returns { get; init; }

    /// <summary>Whether a return follows the one before it directly.</summary>
    public required ReadOnlySpan<bool> Joined { get; init; }

    /// <summary>How many returns the whole window has; those that are missing are taken to be like the others.</summary>
    public required int Expected { get; init; }

    /// <summary>Whether at least half of the returns are there; else measures of returns are undefined.</summary>
    public bool HalfThere => Returns.Length > 0 && 2 * Returns.Length >= Expected;

    /// <summary>Expected over present returns.</summary>
    public double Scale => Returns.Length == Expected ? 1 : (double)Expected / Returns.Length;

    public required ReadOnlySpan<double> Volume { get; init; }

    public required ReadOnlySpan<double> TakerBuy { get; init; }

    public required ReadOnlySpan<long> Trades { get; init; }
}
