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
    internal static PriceHistory From(PricePath path, TimeSpan period, IReadOnlyList<long> origins)
    {
        if (origins.Count == 0) return new PriceHistory([], [], []);
        var (kept, daily, moves) = (new List<long>(), new List<double?>(), new List<Move?>());
        for (var origin = origins[0] - ((origins[0] - path.FirstEnd) / Duration.Day * Duration.Day); origin <= origins[^1]; origin += Duration.Day)
        {
            if (path.CloseAt(origin) is not { } close) continue;
            kept.Add(origin);
            daily.Add(path.CloseAt(origin - Duration.Day) is { } before ? Math.Log(close / before) : null);
            moves.Add(path.After(origin, period));
        }
        return new PriceHistory([.. kept], [.. daily], [.. moves]);
    }
}
