using System.Text;

namespace Forecast.Sources;

/// <summary>Collects the rows of a file that are set aside.</summary>
internal sealed class QuarantineLog(string path, byte[] text)
{
    /// <summary>Longest text that is kept of a row.</summary>
    public const int MaximumRawBytes = 4096;

    /// <summary>A file with more bad rows than this is refused without reading on: keeping them all would fill the memory.</summary>
    public const int MaximumRows = 100_000;

    private readonly List<QuarantinedRow> _rows = [];

    public QuarantineLog(InputText text) : this(text.File.Path, text.Bytes)
    {
    }

    /// <summary>For a file that is not in memory as a whole.</summary>
    public QuarantineLog(string path) : this(path, [])
    {
    }

    public int Count => _rows.Count;

    public int Duplicates { get; private set; }

    /// <summary>In order of lines.</summary>
    public IReadOnlyList<QuarantinedRow> Rows => [.. _rows.OrderBy(r => r.Line)];

    /// <param name="time">The instant that the row is about, Unix microseconds, where it is known.</param>
    public void Add(CleaningRule rule, int line, Range place, string detail, long? time = null) => Add(rule, line, text.AsSpan(place), detail, time);

    public void Add(CleaningRule rule, int line, ReadOnlySpan<byte> raw, string detail, long? time = null)
    {
        _rows.Add(Row(rule, line, raw, detail, time));
        if (rule == CleaningRuleCatalog.Duplicate) Duplicates++;
    }

    /// <summary>A row as it is written down.</summary>
    public QuarantinedRow Row(CleaningRule rule, int line, Range place, string detail, long? time) => Row(rule, line, text.AsSpan(place), detail, time);

    private QuarantinedRow Row(CleaningRule rule, int line, ReadOnlySpan<byte> raw, string detail, long? time) =>
        new(path, line, rule.Id, detail, Encoding.UTF8.GetString(raw[..Math.Min(raw.Length, MaximumRawBytes)]), time);
}
