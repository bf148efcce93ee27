namespace Forecast.Sources;

/// <summary>The rows of a file by instrument, and what is left out of it.</summary>
/// <param name="text">The file.</param>
/// <param name="dataset">The kind of fact, as the lake names it.</param>
/// <param name="key">What makes a row one of a kind for its instrument.</param>
internal sealed class FactTable<TRow, TKey>(InputText text, string dataset, Func<TRow, TKey> key)
    where TRow : struct, IEquatable<TRow>
    where TKey : notnull
{
    private readonly Dictionary<(string Venue, string Symbol), FactRows<TRow, TKey>> _byInstrument = [];

    /// <summary>Rows that are no such facts, or not asked for.</summary>
    public int LeftOut { get; set; }

    /// <summary>The instruments' rows.</summary>
    public IEnumerable<FactRows<TRow, TKey>> All => _byInstrument.Values;

    public FactRows<TRow, TKey> Of(string venue, string symbol)
    {
        if (!_byInstrument.TryGetValue((venue, symbol), out var rows)) _byInstrument[(venue, symbol)] = rows = new FactRows<TRow, TKey>(text.File.Path, key);
        return rows;
    }

    /// <summary>The file, refused where what is left of it is no sample of the market.</summary>
    public FactFile Finished(Func<List<TRow>, IReadOnlyList<FactColumn>> columns)
    {
        var (read, bad) = (All.Sum(r => r.Read), All.Sum(r => r.Bad));
        if (read + LeftOut == 0) throw new InputException("the file has a header but no rows", text.File.Path, "download it again");
        if (read > 0 && (bad > KlineFile.MaximumBadShare * read || bad == read))
        {
            var worst = All.SelectMany(r => r.Quarantine).Where(q => q.Rule != CleaningRuleCatalog.Duplicate.Id).GroupBy(q => q.Rule).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First();
            throw new InputException($"{bad} of {read} rows are bad, most by rule {worst.Key} ({worst.Count()}, the first: {worst.First().Detail})", $"{text.File.Path}:{worst.First().Line}", "check what the file holds and how its times are written, or download it again");
        }
        return new FactFile(text.File, LeftOut, [.. _byInstrument.OrderBy(i => i.Key.Venue, StringComparer.Ordinal).ThenBy(i => i.Key.Symbol, StringComparer.Ordinal)
            .Select(i => new FactBatch(dataset, i.Key.Venue, i.Key.Symbol, i.Value.Good.Count > 0 ? Present(columns(i.Value.Good)) : [], i.Value.Counts, i.Value.Quarantine))])
        { Checksum = text.Checksum };
    }

    // A column without a value says nothing, and must not be held against what another file says.
    private static FactColumn[] Present(IReadOnlyList<FactColumn> columns) => [.. columns.Where(c => c.Values is not double?[] numbers || Array.Exists(numbers, v => v is not null))];
}
