using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Klines files of a folder <c>DIR/&lt;interval&gt;/&lt;SYMBOL&gt;.csv.gz</c> (or <c>.csv</c>, <c>.zip</c>, <c>.json</c>), or a single file named after its symbol, as
/// <c>BTCUSDT-15m-2024-01.zip</c> of Binance's archive also is. The archive's files of a symbol, months and days, are read as one.
/// </summary>
internal sealed partial class FilesSource : IMarketDataSource
{
    private static readonly string[] Endings = [".csv.gz", ".csv", ".zip", ".json", ".json.gz"];

    private readonly string _path, _venue;
    private readonly string? _symbol;
    private readonly MappingFile? _mapping;
    private readonly InputPolicy _policy;

    public FilesSource(SourceLocation location)
    {
        _path = location.Path ?? throw new InputException("the source 'files' needs a folder or a file", "--data", "give it, as in --data DIR with DIR/15m/BTCUSDT.csv.gz");
        (_venue, _symbol, _policy) = (location.Venue, location.Symbol, location.Policy);
        if (!Name().IsMatch(_venue)) throw new InputException($"'{_venue}' is not a venue's name", "--venue", "use letters, digits, '.', '_' and '-', as in binance");
        if (_symbol is not null && !File.Exists(_path)) throw new InputException($"--symbol {_symbol} names a single file, and this is none", _path, "give one file, or leave --symbol out: files of a folder are named after their symbols");
        _mapping = location.Mapping is null ? null : MappingFile.Read(location.Mapping, "klines");
    }

    public string Id => "files";

    public IEnumerable<SourceDelivery> Load(SourceRequest request)
    {
        var files = Files(request.Interval);
        var symbols = request.Symbols?.Distinct(StringComparer.Ordinal) ?? files.Keys.Order(StringComparer.Ordinal);
        return symbols.Select(symbol => Deliver(symbol, files.GetValueOrDefault(symbol, []), request.Interval));
    }

    private SourceDelivery Deliver(string symbol, IReadOnlyList<string> files, TimeSpan interval)
    {
        var error = !Name().IsMatch(symbol)
            ? new InputError($"'{symbol}' is not a symbol", files.Count > 0 ? files[0] : _path, "use letters, digits, '.', '_' and '-', as in BTCUSDT; a file is named after its symbol")
            : files.Count == 0
            ? new InputError($"there is no {Duration.Format(interval)} file of {symbol}", _path, $"put {symbol}.csv.gz there, or leave the symbol out")
            : files.Where(f => !IsOfArchive(f)).ToArray() is { Length: > 1 } plain
            ? new InputError($"there are two files of {symbol}: {string.Join(" and ", plain.Select(Path.GetFileName))}", plain[0], "remove one of them")
            : null;
        return error is null
            ? KlineFile.Read(files, _venue, symbol, interval, _mapping, _policy)
            : new SourceDelivery
            {
                Symbol = symbol,
                Venue = _venue,
                Simulated = false,
                Delay = TimeSpan.FromMicroseconds(SourceCatalog.Delay(_venue)),
                Error = error,
            };
    }

    /// <summary>The files by symbol, those of months before those of days; two endings may give a symbol two files.</summary>
    private Dictionary<string, IReadOnlyList<string>> Files(TimeSpan interval)
    {
        if (File.Exists(_path)) return new() { [_symbol ?? Symbol(Path.GetFileName(_path)) ?? throw NotKlines()] = [_path] };
        if (!Directory.Exists(_path)) throw new InputException("there is no such folder or file", _path, "check the path");
        var folder = Path.Combine(_path, Duration.Format(interval));
        try
        {
            if (!Directory.Exists(folder))
            {
                var present = Directory.EnumerateDirectories(_path).Select(Path.GetFileName).Where(d => Duration.TryParse(d, out _)).Order(StringComparer.Ordinal).ToArray();
                throw new InputException(
                    $"there is no folder '{Duration.Format(interval)}'", _path,
                    present.Length > 0 ? $"ask for --interval {string.Join(" or ", present)}" : "give the folder above it: files lie in DIR/<interval>/<SYMBOL>.csv.gz");
            }
            var files = Directory.EnumerateFiles(folder).Where(f => Symbol(Path.GetFileName(f)) is not null).OrderBy(f => IsOfDay(f)).ThenBy(f => f, StringComparer.Ordinal)
                .Where(f => !IsOfArchive(f) || Stem(Path.GetFileName(f))!.Contains($"-{Duration.Format(interval)}-", StringComparison.Ordinal)).GroupBy(f => Symbol(Path.GetFileName(f))!).ToDictionary(g => g.Key, g => (IReadOnlyList<string>)[.. g]);
            return files.Count > 0 ? files : throw new InputException("there is no .csv.gz, .csv or .zip file", folder, "put klines files there, named after their symbols");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the folder cannot be read ({e.Message})", folder, "check its permissions");
        }
    }

    private InputException NotKlines() => new("a klines file ends in .csv, .csv.gz or .zip", _path, "rename it SYMBOL.csv, SYMBOL.csv.gz or SYMBOL.zip");

    private static string? Symbol(string file) => Stem(file) is { } stem ? ArchivePeriod().Replace(stem, "") : null;

    private static string? Stem(string file) => Endings.FirstOrDefault(e => file.EndsWith(e, StringComparison.OrdinalIgnoreCase)) is { } ending ? file[..^ending.Length] : null;

    private static bool IsOfArchive(string path) => Stem(Path.GetFileName(path)) is { } stem && ArchivePeriod().IsMatch(stem);

    private static bool IsOfDay(string path) => Stem(Path.GetFileName(path)) is { } stem && ArchivePeriod().Match(stem).Groups[1].Length > 0;

    /// <summary>What Binance's archive writes behind the symbol: the interval and the month or day.</summary>
    [GeneratedRegex(@"-[0-9]+[smhdw]-[0-9]{4}-[0-9]{2}(-[0-9]{2})?\z")]
    private static partial Regex ArchivePeriod();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    private static partial Regex Name();
}
