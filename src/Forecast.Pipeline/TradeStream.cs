using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>
/// One instrument's trades of a file on their way into the lake: prices are judged by their neighbours, across batches too, bad prints are left out and suspect ones
/// written down; the rest is written. A place counts the instrument's good rows of the file from 0.
/// </summary>
internal sealed class TradeStream(FactWriter writer) : IDisposable
{
    private TradeBatch? _pending;
    private double[] _before = [];
    private int _places;

    /// <summary>Rows that break a rule that only their neighbours show, by place.</summary>
    public SortedDictionary<int, (string Rule, string Detail)> SetAside { get; } = [];

    /// <summary>Rows that are kept and flagged, by place.</summary>
    public SortedDictionary<int, (string Rule, string Detail)> Flagged { get; } = [];

    public FactWrite Written { get; private set; } = FactWrite.None;

    /// <summary>Takes the next batch; returns the one before, which is written now.</summary>
    public TradeBatch? Add(TradeBatch? batch)
    {
        var done = _pending;
        if (done is not null) Write(done, batch);
        _pending = batch;
        return done;
    }

    /// <summary>Brings the rows into the lake; of a file that was ingested before no <paramref name="corrections"/>, since it said all it had to say then.</summary>
    public FactWrite Commit(bool corrections)
    {
        writer.Commit(corrections);
        return corrections ? Written : Written with { Known = Written.Known + Written.Corrected, Corrected = 0 };
    }

    public void Dispose() => writer.Dispose();

    private void Write(TradeBatch batch, TradeBatch? next)
    {
        var verdicts = Judge(batch, next);
        var bad = verdicts.Where(v => v.Quality == PrintQuality.Bad).Select(v => v.Row).ToHashSet();
        foreach (var v in verdicts) (v.Quality == PrintQuality.Bad ? SetAside : Flagged).Add(_places + v.Row, (v.Rule, v.Reason));
        var table = Table(batch);
        int[]? good = bad.Count == 0 ? null : [.. Enumerable.Range(0, batch.Count).Where(i => !bad.Contains(i))];
        var written = writer.Write(good is null ? table : table.Pick(good));
        foreach (var i in written.Conflicting)
        {
            var row = good is null ? i : good[i];
            SetAside[_places + row] = (CleaningRuleCatalog.ConflictingDuplicate.Id, $"the number {batch.Id[row]} is that of an earlier row, other content");
        }
        Written += written;
        _places += batch.Count;
    }

    private IReadOnlyList<PrintVerdict> Judge(TradeBatch batch, TradeBatch? next)
    {
        var verdicts = TradePrints.Judge(batch, _before);
        // What the end of a batch leaves open, the beginning of the next one tells.
        if (next is not null && verdicts.FirstOrDefault(v => v.Quality == PrintQuality.Suspect) is { Quality: PrintQuality.Suspect, Row: var first })
        {
            var tail = WithPrices(batch, [.. batch.Price[first..], .. next.Price.Take(TradePrints.Rebound)]);
            var known = Good(batch.Price.AsSpan(0, first), verdicts);
            verdicts = [.. verdicts.Where(v => v.Row < first), .. TradePrints.Judge(tail, known).Select(v => v with { Row = v.Row + first }).Where(v => v.Row < batch.Count)];
        }
        _before = Good(batch.Price, verdicts);
        return verdicts;
    }

    // The last good prices, oldest first, with those of the batch before where this one has too few.
    private double[] Good(ReadOnlySpan<double> prices, IReadOnlyList<PrintVerdict> verdicts)
    {
        var bad = verdicts.Select(v => v.Row).ToHashSet();
        var good = new List<double>(TradePrints.Window + 1);
        for (var i = prices.Length - 1; i >= 0 && good.Count <= TradePrints.Window; i--)
            if (!bad.Contains(i)) good.Add(prices[i]);
        for (var i = _before.Length - 1; i >= 0 && good.Count <= TradePrints.Window; i--) good.Add(_before[i]);
        good.Reverse();
        return [.. good];
    }

    private static TradeBatch WithPrices(TradeBatch batch, double[] prices) => new()
    {
        Venue = batch.Venue, Symbol = batch.Symbol, Id = new long[prices.Length], Time = new long[prices.Length], Price = prices, Quantity = new double[prices.Length],
        TakerSide = new sbyte[prices.Length],
    };

    private static LakeTable Table(TradeBatch batch)
    {
        var columns = new List<LakeColumn>
        {
            new("trade_id", batch.Id), new("time", batch.Time), new("price", batch.Price), new("quantity", batch.Quantity), new("taker_side", batch.TakerSide),
        };
        if (batch.FirstId is not null) columns.Add(new("first_trade_id", batch.FirstId));
        if (batch.LastId is not null) columns.Add(new("last_trade_id", batch.LastId));
        if (batch.ReceivedAt is not null) columns.Add(new("received_at", batch.ReceivedAt));
        return new LakeTable(columns);
    }
}
