using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>The thresholds and robust statistics that the filters of bars and of trades share. Moves are differences of log prices.</summary>
internal static class PrintRule
{
    /// <summary>A smaller move is never looked at: ln 1.1.</summary>
    public const double LeastMove = 0.0953;

    /// <summary>A move must be as many times the robust scale of the moves before it.</summary>
    public const double Scales = 10;

    /// <summary>The price is back where what is left of the move is at most this share of it.</summary>
    public const double BackShare = 0.25;

    /// <summary>A factor that no market moves and takes back within moments: ln 5.</summary>
    public const double Extreme = 1.6094;

    /// <summary>A factor that is no wick, whatever was traded in it: ln 20.</summary>
    public const double Absurd = 2.9957;

    /// <summary>Activity this many times its median speaks for a real move.</summary>
    public const double Busy = 3;

    private const double Normal = 1.4826;

    /// <summary>1.4826 × median |x|: the standard deviation of a normal x around 0, unmoved by fewer than half of outliers. Sorts <paramref name="moves"/>.</summary>
    public static double Scale(double[] moves)
    {
        for (var i = 0; i < moves.Length; i++) moves[i] = Math.Abs(moves[i]);
        return Normal * Median(moves);
    }

    /// <summary>The median; sorts <paramref name="values"/>. 0 where there are none.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return values.Length == 0 ? 0 : OrderStatistic.Of(values, 0.5);
    }

    /// <summary>Whether a move is a slip of the decimal point by one to four places, up to <paramref name="noise"/>.</summary>
    public static bool IsDecimal(double move, double noise)
    {
        var places = Math.Round(Math.Abs(move) / Math.Log(10));
        return places is >= 1 and <= 4 && Math.Abs(Math.Abs(move) - (places * Math.Log(10))) <= Math.Max(0.02, noise);
    }
}
