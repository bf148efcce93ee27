using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// A file of trades (plain, gzip or zip) as a stream of batches in bounded memory, whatever its size. Its format is found out from the header or the shape
/// of the first rows.
/// <para>
/// The last call decides: whether the file is whole, is the one that its checksum vouches for, and is mostly good is known only at its end. So what was
/// read is to be kept only when <see cref="Batches"/> has ended without an exception.
/// </para>
/// </summary>
public sealed class TradeFile : IDisposable
{
    private readonly string _path;
    private readonly InputStream _stream;
    private readonly TextBlocks _blocks;
    private readonly QuarantineLog _quarantine;
    private readonly TradeLayout _layout;
    private readonly InputPolicy _policy;
    private readonly TradeTable _table;
    private readonly TradeParser _parser;
    private InputFile? _input;
    private InputException? _refusal;
    private bool _begun, _textEnded;

    private TradeFile(string path, TradeFileOptions options, InputStream stream, TextBlocks blocks)
    {
        (_path, _stream, _blocks, _quarantine) = (path, stream, blocks, new QuarantineLog(path));
        _policy = options.Policy;
        var sample = new TradeSample(blocks, path);
        _layout = TradeLayoutFinder.Find(sample, options);
        _table = new TradeTable(_layout, options, path);
        _parser = new TradeParser(_layout, _table, _quarantine, blocks, path);
        if (_layout.HasHeader) _parser.Lines = sample.FirstNumber;
        _parser.Begin(blocks.Start + (_layout.HasHeader ? sample.FirstEnd : 0));
    }

    /// <summary>The id of the format, or <c>mapping</c>.</summary>
    public string Format => _layout.Format;

    /// <summary>Lines passed, header and blank ones included: with batches of one row, the line of the last.</summary>
    internal int Line => _parser.Lines;

    /// <summary>What became of the rows so far.</summary>
    public TradeFileReport Report
    {
        get
        {
            var any = _parser.Good > 0;
            return new TradeFileReport
            {
                Path = _path,
                Format = Format,
                TimeUnit = TimeForms.Name(_layout.Times.Form),
                Aggregates = _layout.HasAggregates,
                Input = _input,
                Checksum = _refusal is { Checksum: ChecksumState.Mismatch } ? ChecksumState.Mismatch : _stream.Checksum,
                AcceptedBecause = _policy.Reason(_stream.Checksum),
                Rows = new RowCounts(_parser.Read, _parser.Good, _quarantine.Count, _quarantine.Duplicates),
                Quarantine = _quarantine.Rows,
                FirstTime = _table.FirstTime,
                LastTime = _table.LastTime,
                MissingIds = any && _table.HasIds ? _table.MissingIds : null,
                IdsContiguous = any && _table.HasIds ? _table.Ascends && _table.MissingIds == 0 : null,
                Error = _refusal?.Error,
            };
        }
    }

    /// <exception cref="InputException">The file cannot be read, or its format is not known.</exception>
    public static TradeFile Open(string path, TradeFileOptions? options = null)
    {
        options ??= new();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.RowsPerBatch, 1, nameof(options));
        var stream = InputStream.Open(path, options.Policy);
        var blocks = new TextBlocks(stream);
        try
        {
            if (!blocks.Next(0)) throw new InputException("the file is empty", path, "download it again");
            return new TradeFile(path, options, stream, blocks);
        }
        catch
        {
            blocks.Dispose();
            throw;
        }
    }

    /// <summary>
    /// The good rows in the order of the file, a batch for each venue and symbol (one, where the rows do not name it). To be enumerated once. A batch is
    /// the caller's to keep, unless it gives it back by <see cref="Recycle"/>.
    /// </summary>
    /// <exception cref="InputException">The file is refused; <see cref="Report"/> then has the counts and the error.</exception>
    public IEnumerable<TradeBatch> Batches()
    {
        if (_begun) throw new InvalidOperationException("the batches of a file are read once");
        _begun = true;
        while (Fill())
            foreach (var batch in _table.Take()) yield return batch;
        foreach (var batch in _table.Take()) yield return batch;
    }

    /// <summary>Gives the arrays of a batch back to be filled again; nobody may read it any more.</summary>
    public void Recycle(TradeBatch batch) => _table.Recycle(batch);

    public void Dispose() => _blocks.Dispose();

    /// <summary>Reads until the table is full (true) or the file is over and judged (false).</summary>
    private bool Fill()
    {
        try
        {
            while (!_parser.Run())
            {
                if (_textEnded) return Judge();
                if (_blocks.Next(_parser.Carry())) _parser.Begin(_blocks.Start);
                else
                {
                    _textEnded = true;
                    _input = _stream.File;
                    if (_parser.Finish()) return true;
                }
            }
            return true;
        }
        catch (InputException e)
        {
            _refusal = e;
            throw;
        }
    }

    private bool Judge()
    {
        var (read, bad) = (_parser.Read, _quarantine.Count - _quarantine.Duplicates);
        if (read == 0) throw new InputException("the file has a header but no rows", $"{_path}:1", "download it again");
        if (_parser.Good > 0 && bad <= KlineFile.MaximumBadShare * read) return false;
        var rows = _quarantine.Rows.Where(r => r.Rule != CleaningRuleCatalog.Duplicate.Id).ToArray();
        var worst = rows.CountBy(r => r.Rule).OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).First();
        var first = rows.First(r => r.Rule == worst.Key);
        throw new InputException(
            $"{bad} of {read} rows are bad, most by rule {worst.Key} ({worst.Value}, the first: {first.Detail})", $"{_path}:{first.Line}",
            $"the file was read as {Format}: check that with --format or --mapping, or download it again");
    }
}
