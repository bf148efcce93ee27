using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// What the bars of an order book say of a window (after, origin]: those that lie in it whole, so that all of it is known at the origin.
/// <code>flow = Σ OFI;   mean = Σ c x̄ / Σ c;   coverage = Σ c × interval / (origin − after)</code>
/// c is a bar's share of time in which the book was known, x̄ its time-weighted mean. Sums are not scaled up to the window.
/// <para>Units: those of <see cref="BookFeatureCatalog"/>; flow as the venue counts quantity. Domain: undefined where the bars that have the value cover less than the least share of the window.</para>
/// <para>Reference: Cont, Kukanov and Stoikov (2014), Journal of Financial Econometrics 12, for the sum of order-flow imbalance.</para>
/// </summary>
/// <param name="bars">Of one book.</param>
/// <param name="leastCoverage">Share of the window, 0 to 1.</param>
public sealed class BookWindow(BookBarSeries bars, double leastCoverage = BookWindow.UsualCoverage)
{
    public const double UsualCoverage = 0.9;

    private readonly double _least = Guard.InRange(leastCoverage, 0, 1);

    /// <summary>Σ of the order-flow imbalance of the book's best levels.</summary>
    public double? OrderFlow(long after, long origin) => Weighed(after, origin, b => b.BookImbalance)?.Sum;

    /// <summary>Time-weighted mean of a feature of the book, as <c>relative_spread</c>.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such feature.</exception>
    public double? Mean(string feature, long after, long origin)
    {
        var k = IndexOf(feature);
        return Weighed(after, origin, b => b.Means[k]) is { Weight: > 0 } found ? found.WeightedSum / found.Weight : null;
    }

    /// <summary>A feature of the book as it stood at the end of the last bar, not older than <paramref name="maximumAge"/> (microseconds) at the origin.</summary>
    /// <exception cref="ArgumentException">The catalogue has no such feature.</exception>
    public double? Last(string feature, long origin, long maximumAge)
    {
        var (k, last) = (IndexOf(feature), FirstFrom(origin - Step + 1) - 1);
        return last >= 0 && origin - bars.End(last) <= maximumAge ? bars.Bars[last].Ends[k] : null;
    }

    /// <summary>Bids and asks within so many basis points of the mid, as <see cref="Last"/>.</summary>
    public double? LastDepth(int basisPoints, long origin, long maximumAge) =>
        Last(string.Create(null, $"bid_depth_{basisPoints}bp"), origin, maximumAge) + Last(string.Create(null, $"ask_depth_{basisPoints}bp"), origin, maximumAge);

    private long Step => Duration.Microseconds(bars.Interval);

    private (double Sum, double WeightedSum, double Weight)? Weighed(long after, long origin, Func<BookBar, double?> value)
    {
        double sum = 0, weighted = 0, weight = 0;
        for (var i = FirstFrom(after); i < bars.Bars.Count && bars.End(i) <= origin; i++)
        {
            if (value(bars.Bars[i]) is not { } x) continue;
            sum += x;
            weighted += bars.Bars[i].Coverage * x;
            weight += bars.Bars[i].Coverage;
        }
        return weight > 0 && weight * Step >= _least * (origin - after) ? (sum, weighted, weight) : null;
    }

    // The first bar that opens at the instant or after it.
    private int FirstFrom(long instant)
    {
        var (low, high) = (0, bars.Bars.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (bars.Bars[middle].OpenTime < instant) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    private static int IndexOf(string feature)
    {
        for (var k = 0; k < BookFeatureCatalog.All.Count; k++)
        {
            if (BookFeatureCatalog.All[k].Name == feature) return k;
        }
        throw new ArgumentException($"an order book has no feature {feature}; it has {string.Join(", ", BookFeatureCatalog.All.Select(f => f.Name))}", nameof(feature));
    }
}
