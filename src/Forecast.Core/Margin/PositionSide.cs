namespace Forecast.Core.Margin;

/// <summary>The side of a position: a long loses when the price falls, a short when it rises.</summary>
public enum PositionSide
{
    /// <summary>Loss 1 − P/P₀.</summary>
    Long,

    /// <summary>Loss P/P₀ − 1.</summary>
    Short,
}
