using System.Text;

namespace Forecast.Sources;

/// <summary>Rows of a book or quotes file into the facts of their instruments.</summary>
internal sealed class BookReader
{
    private readonly string _path;
    private readonly RecordColumns _columns;
    private readonly FactRequest _request;
    private readonly int _venue, _symbol, _time, _received;
    private readonly BookRowParser _parser;
    private readonly Dictionary<(string, string), BookRows> _byField = [];
    private readonly Dictionary<(string, string), BookRows> _byInstrument = [];
    private long _read, _bad;
    private QuarantinedRow? _firstBad;

    public BookReader(string path, RecordColumns columns, FactRequest request)
    {
        (_path, _columns, _request) = (path, columns, request);
        (_venue, _symbol, _time, _received) = (columns.Require("exchange"), columns.Require("symbol"), columns.Require("timestamp"), columns.Require("local_timestamp"));
        _parser = BookRowParser.Of(columns);
    }

    /// <summary>Rows of the lake that wait to be taken, and rows set aside.</summary>
    public int Rows => _byInstrument.Values.Sum(r => r.Waiting);

    /// <summary>Rows of instruments that were not asked for.</summary>
    public int LeftOut { get; private set; }

    public void Read(ReadOnlySpan<byte> piece, int linesBefore)
    {
        var records = new RecordReader(piece, _columns, linesBefore);
        while (records.MoveNext())
        {
            var rows = Of(records[_venue], records[_symbol]);
            if (!rows.IsWanted)
            {
                LeftOut++;
                continue;
            }
            _read++;
            var rule = rows.Symbol == FactBatch.Unattributed ? FactRuleCatalog.MissingSymbol : records.Broken;
            var detail = rule is null ? "" : $"{_columns.Names.Count} columns, symbol '{Encoding.UTF8.GetString(records[_symbol][..Math.Min(records[_symbol].Length, 64)])}'";
            if (rule is null) rule = Time(records, _time, "timestamp", out var time, ref detail) ?? Time(records, _received, "local_timestamp", out var received, ref detail) ?? rows.Add(records, _parser, time, received, out detail);
            if (rule is null) continue;
            rows.SetAside(rule, detail, records, _path);
            if (rule == CleaningRuleCatalog.Duplicate) continue;
            _bad++;
            _firstBad ??= new QuarantinedRow(_path, records.Number, rule.Id, detail, "");
        }
    }

    /// <summary>What waits, by instrument; then nothing does.</summary>
    public IEnumerable<FactBatch> Take() => [.. _byInstrument.Values.Where(r => r.Waiting > 0).Select(r => r.Take(_parser))];

    /// <exception cref="InputException">What is left of the file is no sample of the book.</exception>
    public void RequireMostlyGood()
    {
        if (_read + LeftOut == 0) throw new InputException("the file has a header but no rows", _path, "download it again");
        if (_bad > KlineFile.MaximumBadShare * _read)
            throw new InputException($"{_bad} of {_read} rows are bad, the first by rule {_firstBad!.Rule} ({_firstBad.Detail})", $"{_path}:{_firstBad.Line}", "check what the file holds, or download it again");
    }

    private BookRows Of(ReadOnlySpan<byte> exchange, ReadOnlySpan<byte> symbol)
    {
        var written = exchange.Length > 64 || symbol.Length > 64 ? ("", "") : (Encoding.UTF8.GetString(exchange), Encoding.UTF8.GetString(symbol));
        if (_byField.TryGetValue(written, out var rows)) return rows;
        // The lake's names have no slash: XBT/USD of Kraken is XBT-USD there.
        var (venue, name) = (_request.Venue ?? Venue(written.Item1), _request.Symbol ?? written.Item2.ToUpperInvariant().Replace('/', '-'));
        if (!VenueSymbol.IsName(venue)) (venue, name) = (FactBatch.Unattributed, FactBatch.Unattributed);
        else if (!VenueSymbol.IsName(name)) name = FactBatch.Unattributed;
        if (!_byInstrument.TryGetValue((venue, name), out rows))
        {
            var wanted = name == FactBatch.Unattributed || _request.Symbols is not { } symbols || symbols.Contains(name, StringComparer.OrdinalIgnoreCase);
            _byInstrument[(venue, name)] = rows = new BookRows(venue, name, wanted);
        }
        return _byField[written] = rows;
    }

    private static string Venue(string exchange) => exchange switch { "binance-futures" => "binance-usdm", "binance-delivery" => "binance-coinm", _ => exchange };

    private static CleaningRule? Time(RecordReader records, int place, string name, out long time, ref string detail)
    {
        if (long.TryParse(records[place], out time) && time is >= 1_000_000_000_000_000 and < 4_000_000_000_000_000) return null;
        detail = $"{name} is '{Encoding.UTF8.GetString(records[place][..Math.Min(records[place].Length, 64)])}', which is not microseconds since 1970";
        return CleaningRuleCatalog.ImplausibleTime;
    }
}
