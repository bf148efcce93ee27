namespace Forecast.Core.Models;

/// <summary>The regressors of the pooled models, in the order of stored coefficients; adding one is one line here.</summary>
internal static class PooledFeatures
{
    private const string Own = "variance", Ranges = "range", Smoothed = "exponential", Market = "market", Leverage = "leverage", Flow = "flow", Shape = "shape", Clock = "clock", Returns = "returns";

    private const int LongestOfHour = 48;

    public static IReadOnlyList<PooledFeature> All { get; } =
    [
        .. Each([1, 2, 4, 8, 24, 72, 168], h => new PooledFeature($"variance_{h}h", Own, c => c.Variance(h))),
        new("variance_90d", Own, static c => c.LongVariance(90 * 24)),
        new("variance_365d", Own, static c => c.LongVariance(365 * 24)),
        .. Each([1, 2, 4, 12, 24, 168], h => new PooledFeature($"range_{h}h", Ranges, c => c.Range(h))),
        .. Each([3, 12, 48, 250], h => new PooledFeature($"exponential_{h}h", Smoothed, c => c.Exponential(h))),
        .. Each([1, 4, 24, 168], h => new PooledFeature($"market_range_{h}h", Market, c => c.Market.MeanRange(h))),
        .. Each([1, 24], h => new PooledFeature($"market_largest_range_{h}h", Market, c => c.Market.LargestRange(h))),
        .. Each([1, 4, 24, 168], h => new PooledFeature($"fall_{h}h", Leverage, c => Array.ConvertAll(c.Return(h), static r => Math.Min(r, 0)))),
        .. Each([1, 24], h => new PooledFeature($"absolute_return_{h}h", Leverage, c => Array.ConvertAll(c.Return(h), Math.Abs))),
        .. Each([1, 4, 24], h => new PooledFeature($"volume_{h}h", Flow, c => c.Volume(h))),
        .. Each([1, 4, 24], h => new PooledFeature($"trades_{h}h", Flow, c => c.Trades(h))),
        .. Each([1, 24], h => new PooledFeature($"imbalance_{h}h", Flow, c => c.Imbalance(h))),
        new("largest_square", Shape, static c => c.Hours.Largest),
        new("smooth_share", Shape, static c => c.Hours.Smooth),
        new("last_square", Shape, static c => c.Hours.LastSquare),
        new("last_range", Shape, static c => c.Hours.LastRange),
        new("season", Clock, static c => c.Season),
        new("season_squared", Clock, static c => Product(c.Season, c.Season)),
        .. Each([1, 24], h => new PooledFeature($"season_range_{h}h", Clock, c => Product(c.Season, c.Range(h)))),
        new("weekend", Clock, static c => c.Market.Weekend),
        .. Each([1, 24], h => new PooledFeature($"weekend_range_{h}h", Clock, c => Product(c.Market.Weekend, c.Range(h)))),
        .. Each([1, 2], k => new PooledFeature($"day_cosine_{k}", Clock, c => c.Market.Turn(k, Math.Cos))),
        .. Each([1, 2], k => new PooledFeature($"day_sine_{k}", Clock, c => c.Market.Turn(k, Math.Sin))),
        new("day_cosine_range_1h", Clock, static c => Product(c.Market.Turn(1, Math.Cos), c.Range(1))),
        new("day_sine_range_1h", Clock, static c => Product(c.Market.Turn(1, Math.Sin), c.Range(1))),
        .. Each([24, 168], h => new PooledFeature($"semivariance_{h}h", Returns, c => c.Semivariance(h))),
        .. Each([24, 168, 720], h => new PooledFeature($"return_{h}h", Returns, c => c.Return(h))),
        .. Each([168, 720], h => new PooledFeature($"absolute_return_{h}h", Returns, c => Array.ConvertAll(c.Return(h), Math.Abs))),
    ];

    /// <summary>Indices of those of a horizon of h hours: what one hour looked like, and what time it is, says nothing about a week.</summary>
    public static int[] For(int h, PooledRecipe recipe) => [.. Enumerable.Range(0, All.Count).Where(k => !recipe.Without.Contains(All[k].Block) && (h <= LongestOfHour || All[k].Block is not (Shape or Clock)))];

    private static IEnumerable<PooledFeature> Each(int[] hours, Func<int, PooledFeature> make) => hours.Select(make);

    private static double[] Product(double[] x, double[] y) => [.. x.Zip(y, (a, b) => a * b)];
}
