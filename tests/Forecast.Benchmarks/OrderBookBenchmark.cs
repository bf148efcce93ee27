using BenchmarkDotNet.Attributes;
using Forecast.Core.Market;
using Forecast.Core.Numerics;

namespace Forecast.Benchmarks;

/// <summary>A thousand updates of one level, most near the best, on books of different depth: time and memory must not grow with it.</summary>
[MemoryDiagnoser]
public class OrderBookBenchmark
{
    private const int Updates = 1000;

    private readonly OrderBook _book = new();
    private readonly BookUpdate[] _updates = new BookUpdate[Updates];

    [Params(100, 5000)]
    public int Levels { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        var random = new SplitMix64(1);
        BookLevel[] Side(int sign) => [.. Enumerable.Range(1, Levels).Select(i => new BookLevel(60_000 + (sign * 0.1 * i), 1 + random.Next(9)))];
        _book.Load(new BookSnapshot(0, null, 0, Side(-1), Side(1)));
        for (var i = 0; i < Updates; i++)
        {
            // Half within four levels of the best, and seldom far from it.
            var distance = 1 + Math.Min(Levels - 1, (int)Math.Pow(2, random.Next(8)) * (1 + random.Next(2)));
            BookLevel[] level = [new(60_000 + ((i % 2 == 0 ? -0.1 : 0.1) * distance), random.Next(3))];
            _updates[i] = i % 2 == 0 ? new BookUpdate(i, i, null, 0, 0, level, []) : new BookUpdate(i, i, null, 0, 0, [], level);
        }
    }

    [Benchmark(OperationsPerInvoke = Updates)]
    public int Apply()
    {
        foreach (var update in _updates) _book.Apply(update);
        return _book.Bids.Count;
    }
}
