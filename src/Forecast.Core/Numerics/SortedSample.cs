namespace Forecast.Core.Numerics;

/// <summary>A sample kept in order while values come and go. Adding or removing costs a shift of the larger values, a quantile nothing.</summary>
public sealed class SortedSample
{
    private readonly List<double> _sorted = [];

    public int Count => _sorted.Count;

    /// <summary>Ascending.</summary>
    public IReadOnlyList<double> Values => _sorted;

    /// <summary>Adds a finite value.</summary>
    public void Add(double value)
    {
        var i = Search(Guard.Finite(value));
        _sorted.Insert(i >= 0 ? i : ~i, value);
    }

    /// <summary>Takes out a value that was added.</summary>
    /// <exception cref="ArgumentException">It is not in the sample.</exception>
    public void Remove(double value) => _sorted.RemoveAt(Search(value) is >= 0 and var i ? i : throw new ArgumentException($"{value} is not in the sample", nameof(value)));

    /// <summary>The index of a value that equals <paramref name="value"/>; where there is none, the complement of the index of the first that is larger.</summary>
    public int Search(double value) => _sorted.BinarySearch(value);

    /// <summary>The values, ascending.</summary>
    public double[] ToArray() => [.. _sorted];

    /// <summary>The order statistic of rank ⌈n·p⌉, see <see cref="OrderStatistic"/>.</summary>
    public double Quantile(double probability) => _sorted[OrderStatistic.Rank(Count, probability) - 1];
}
