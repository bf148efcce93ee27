namespace Forecast.Core.Margin;

/// <summary>How a price moved over a margin period of risk, in logs against the close at its start.</summary>
/// <param name="End">ln(P_end / P₀).</param>
/// <param name="Lowest">ln(min low / P₀).</param>
/// <param name="Highest">ln(max high / P₀).</param>
public readonly record struct Move(double End, double Lowest, double Highest)
{
    /// <summary>The move against a position, in logs; positive where it loses.</summary>
    public double Against(PositionSide side, MarginTarget target) => (side, target) switch
    {
        (PositionSide.Long, MarginTarget.Close) => -End,
        (PositionSide.Long, _) => -Lowest,
        (_, MarginTarget.Close) => End,
        _ => Highest,
    };

    /// <summary>The signed simple loss (gains negative) of a move <paramref name="against"/> a position: long 1 − e^−x, short e^x − 1.</summary>
    public static double Loss(PositionSide side, double against) => side == PositionSide.Long ? -Math.Exp(-against) + 1 : Math.Exp(against) - 1;

    /// <summary>The inverse of <see cref="Loss"/>: the move against a position that costs <paramref name="rate"/> of its value.</summary>
    public static double AgainstAt(PositionSide side, double rate) => side == PositionSide.Long ? (rate < 1 ? -Math.Log(1 - rate) : double.PositiveInfinity) : Math.Log(1 + rate);
}
