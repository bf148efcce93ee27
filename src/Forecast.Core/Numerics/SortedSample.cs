namespace Forecast.Core.Numerics;

/// <summary>A growing sample kept in order, for expanding quantiles. Adding costs a shift of the larger values, a quantile nothing.</summary>
public sealed class SortedSample
{
    private readonly List<double> _sorted = [];

    public int Count => _sorted.Count;

    /// <summary>Adds a finite value.</summary>
    public void Add(double value)
    {
        var i = _sorted.BinarySearch(Guard.Finite(value));
        _sorted.Insert(i >= 0 ? i : ~i, value);
    }

    /// <summary>The order statistic of rank ⌈n·p⌉, see <see cref="OrderStatistic"/>.</summary>
    public double Quantile(double probability) => _sorted[OrderStatistic.Rank(Count, probability) - 1];
}
