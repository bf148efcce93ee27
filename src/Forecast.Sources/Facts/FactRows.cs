using System.Text;

namespace Forecast.Sources;

/// <summary>The rows of one instrument as they are met, good and bad; one row a key, the first.</summary>
/// <param name="path">The file.</param>
/// <param name="key">What makes a row one of a kind.</param>
internal sealed class FactRows<TRow, TKey>(string path, Func<TRow, TKey> key)
    where TRow : struct, IEquatable<TRow>
    where TKey : notnull
{
    private readonly Dictionary<TKey, int> _places = [];
    private readonly List<int> _lines = [];
    private readonly List<QuarantinedRow> _quarantine = [];
    private int _read, _duplicates;

    /// <summary>The good rows, in the file's order.</summary>
    public List<TRow> Good { get; } = [];

    public int Bad => _quarantine.Count - _duplicates;

    public int Read => _read;

    public IReadOnlyList<QuarantinedRow> Quarantine => _quarantine;

    public RowCounts Counts => new(_read, Good.Count, _quarantine.Count, _duplicates);

    public void Add(TRow row, RecordReader record)
    {
        if (_places.TryAdd(key(row), Good.Count))
        {
            _read++;
            _lines.Add(record.Number);
            Good.Add(row);
            return;
        }
        var first = _places[key(row)];
        if (Good[first].Equals(row)) SetAside(CleaningRuleCatalog.Duplicate, $"repeats line {_lines[first]}", record);
        else SetAside(CleaningRuleCatalog.ConflictingDuplicate, $"the same fact as line {_lines[first]}, other content", record);
    }

    public void SetAside(CleaningRule rule, string detail, RecordReader record)
    {
        _read++;
        if (rule == CleaningRuleCatalog.Duplicate) _duplicates++;
        var raw = record.Raw[..Math.Min(record.Raw.Length, QuarantineLog.MaximumRawBytes)];
        _quarantine.Add(new QuarantinedRow(path, record.Number, rule.Id, detail, Encoding.UTF8.GetString(raw)));
        if (_quarantine.Count > QuarantineLog.MaximumRows)
            throw new InputException($"more than {QuarantineLog.MaximumRows} rows are bad", $"{path}:{record.Number}", "this is not a file of such facts");
    }
}
