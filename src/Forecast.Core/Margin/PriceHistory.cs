using Forecast.Core.Market;

namespace Forecast.Core.Margin;

/// <summary>
/// The daily origins of an instrument from its first price to the last origin of a sample, at that sample's hour of the day, with the day before and
/// the period after.
/// <para>Shapes: one length for all columns. <see cref="DailyReturn"/> is the log return of the day that ends at the origin, null where a price is missing;
/// <see cref="Moves"/> is null while the period is not over or where a bar of it is missing.</para>
/// </summary>
public sealed record PriceHistory(long[] Origins, double?[] DailyReturn, Move?[] Moves)
{
    internal static PriceHistory From(BarSeries bars, TimeSpan period, IReadOnlyList<long> origins)
    {
        if (origins.Count == 0) return new PriceHistory([], [], []);
        var step = Duration.Microseconds(bars.Interval);
        var steps = (int)(Duration.Microseconds(period) / step);
        var first = origins[0] - ((origins[0] - bars.End(0)) / Duration.Day * Duration.Day);
        var (kept, daily, moves) = (new List<long>(), new List<double?>(), new List<Move?>());
        for (var origin = first; origin <= origins[^1]; origin += Duration.Day)
        {
            var at = Array.BinarySearch(bars.OpenTime, origin - step);
            if (at < 0) continue;
            var before = Array.BinarySearch(bars.OpenTime, origin - Duration.Day - step);
            kept.Add(origin);
            daily.Add(before < 0 ? null : Math.Log(bars.Close[at] / bars.Close[before]));
            moves.Add(MarginSample.MoveAfter(bars, at, steps));
        }
        return new PriceHistory([.. kept], [.. daily], [.. moves]);
    }
}
