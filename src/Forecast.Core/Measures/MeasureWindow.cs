namespace Forecast.Core.Measures;

/// <summary>
/// What a realised measure sees of a window: its returns and its flow, oldest first.
/// <para>Units: log returns; spans in bar intervals (1 for a return between neighbouring bars, 3 across two missing bars); volumes in base currency.</para>
/// <para>Shapes: <see cref="Returns"/> and <see cref="Spans"/> have one length; the flow columns have one length, a value a bar, and a window
/// has a bar; a flow column that the bars lack is empty.</para>
/// </summary>
public readonly ref struct MeasureWindow
{
    public required ReadOnlySpan<double> Returns { get; init; }

    public required ReadOnlySpan<int> Spans { get; init; }

    public required ReadOnlySpan<double> Volume { get; init; }

    public required ReadOnlySpan<double> TakerBuy { get; init; }

    public required ReadOnlySpan<long> Trades { get; init; }
}
