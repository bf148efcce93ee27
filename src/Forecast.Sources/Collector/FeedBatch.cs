namespace Forecast.Sources;

/// <summary>What was collected since the last batch.</summary>
public sealed class FeedBatch
{
    private readonly Dictionary<string, SymbolFacts> _symbols = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, SymbolFacts> Symbols => _symbols;

    /// <summary>Rows that it will be in the lake: a level of a book is one.</summary>
    public int Rows { get; private set; }

    /// <summary>When the first of it came, Unix microseconds; null where it is empty.</summary>
    public long? Since { get; private set; }

    /// <summary>Where the next facts of a symbol go, and how many rows they are.</summary>
    internal SymbolFacts Add(string symbol, int rows, long now)
    {
        Rows += rows;
        Since ??= now;
        if (!_symbols.TryGetValue(symbol, out var facts)) _symbols.Add(symbol, facts = new SymbolFacts());
        return facts;
    }
}
