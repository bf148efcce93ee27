namespace Forecast.Core.Models;

/// <summary>The regressors of the pooled models, in the order of stored coefficients; adding one is one line here.</summary>
internal static class PooledFeatures
{
    private const string Own = "variance", Ranges = "range", Smoothed = "exponential", Market = "market", Leverage = "leverage", Flow = "flow";

    public static IReadOnlyList<PooledFeature> All { get; } =
    [
        .. Each([1, 2, 4, 8, 24, 72, 168], h => new PooledFeature($"variance_{h}h", Own, c => c.Variance(h))),
        new("variance_90d", Own, static c => c.LongVariance(90 * 24)),
        new("variance_365d", Own, static c => c.LongVariance(365 * 24)),
        .. Each([1, 2, 4, 12, 24, 168], h => new PooledFeature($"range_{h}h", Ranges, c => c.Range(h))),
        .. Each([3, 12, 48, 250], h => new PooledFeature($"exponential_{h}h", Smoothed, c => c.Exponential(h))),
        .. Each([1, 4, 24, 168], h => new PooledFeature($"market_range_{h}h", Market, c => c.Market.MeanRange(h))),
        .. Each([1, 4, 24, 168], h => new PooledFeature($"fall_{h}h", Leverage, c => Array.ConvertAll(c.Return(h), static r => Math.Min(r, 0)))),
        .. Each([1, 24], h => new PooledFeature($"absolute_return_{h}h", Leverage, c => Array.ConvertAll(c.Return(h), Math.Abs))),
        .. Each([1, 4, 24], h => new PooledFeature($"volume_{h}h", Flow, c => c.Volume(h))),
        .. Each([1, 4, 24], h => new PooledFeature($"trades_{h}h", Flow, c => c.Trades(h))),
        .. Each([1, 24], h => new PooledFeature($"imbalance_{h}h", Flow, c => c.Imbalance(h))),
    ];

    private static IEnumerable<PooledFeature> Each(int[] hours, Func<int, PooledFeature> make) => hours.Select(make);
}
