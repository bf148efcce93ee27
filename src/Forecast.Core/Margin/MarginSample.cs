using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// What margins are made from, for one instrument and margin period of risk (MPOR): at each daily origin the forecast variance, and the price moves over
/// (origin, origin + MPOR] where they are complete.
/// <para>Units: variances and moves of log prices; origins in Unix microseconds, increasing.</para>
/// <para>Shapes: one length for all columns. <see cref="Moves"/> is null while the period is not over, or where a bar of it is missing.</para>
/// <para>The worst low and high are those of the bars within the period, its end included, so an excursion costs at least what the close does. Where every
/// bar stays on one side of the close at the origin, the excursion on that side is a gain and keeps its sign.</para>
/// </summary>
public sealed class MarginSample
{
    private MarginSample(TimeSpan period, long[] origins, double[] variance, Move?[] moves, PriceHistory history) =>
        (Period, Origins, ForecastVariance, Moves, History) = (period, origins, variance, moves, history);

    /// <summary>The margin period of risk.</summary>
    public TimeSpan Period { get; }

    public long[] Origins { get; }

    /// <summary>Forecast variance over (origin, origin + MPOR].</summary>
    public double[] ForecastVariance { get; }

    public Move?[] Moves { get; }

    /// <summary>Every daily origin that has a price, also those before the first forecast: what methods without a forecast stand on.</summary>
    public PriceHistory History { get; }

    public int Count => Origins.Length;

    /// <summary>The instant at which the period of row <paramref name="row"/> is over.</summary>
    public long Matures(int row) => Origins[row] + Duration.Microseconds(Period);

    /// <summary>Joins forecasts with the bars' moves. Origins without a bar that ends exactly there have no price and are left out.</summary>
    public static MarginSample From(BarSeries bars, TimeSpan period, ReadOnlySpan<long> origins, ReadOnlySpan<double> forecastVariance)
    {
        Guard.SameLength(forecastVariance.Length, origins.Length, nameof(forecastVariance));
        var step = Duration.Microseconds(bars.Interval);
        var length = Duration.Microseconds(period);
        if (length <= 0 || length % step != 0) throw new ArgumentException($"the margin period {period} is not a multiple of the interval {Duration.Format(bars.Interval)}");
        var (kept, variance, moves) = (new List<long>(), new List<double>(), new List<Move?>());
        for (var i = 0; i < origins.Length; i++)
        {
            if (i > 0 && origins[i] <= origins[i - 1])
                throw new ArgumentException($"origin {i}, {Instant.Format(origins[i])}, does not follow {Instant.Format(origins[i - 1])}; origins must increase", nameof(origins));
            var at = Array.BinarySearch(bars.OpenTime, origins[i] - step);
            if (at < 0) continue;
            kept.Add(origins[i]);
            variance.Add(Guard.Positive(forecastVariance[i]));
            moves.Add(MoveAfter(bars, at, (int)(length / step)));
        }
        return new MarginSample(period, [.. kept], [.. variance], [.. moves], PriceHistory.From(bars, period, kept));
    }

    /// <summary>The move over (origin, origin + MPOR]; null where a bar of it, or the one that ends at the origin, is missing.</summary>
    public static Move? MoveOver(BarSeries bars, TimeSpan period, long origin)
    {
        var step = Duration.Microseconds(bars.Interval);
        var at = Array.BinarySearch(bars.OpenTime, origin - step);
        return at < 0 ? null : MoveAfter(bars, at, (int)(Duration.Microseconds(period) / step));
    }

    internal static Move? MoveAfter(BarSeries bars, int at, int steps)
    {
        var last = at + steps;
        if (last >= bars.Count || bars.OpenTime[last] - bars.OpenTime[at] != steps * Duration.Microseconds(bars.Interval)) return null;
        var (low, high) = (double.MaxValue, 0.0);
        for (var j = at + 1; j <= last; j++)
        {
            low = Math.Min(low, bars.Low[j]);
            high = Math.Max(high, bars.High[j]);
        }
        var start = bars.Close[at];
        return new Move(Math.Log(bars.Close[last] / start), Math.Log(low / start), Math.Log(high / start));
    }
}
