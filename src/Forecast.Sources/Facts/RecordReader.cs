using System.Text.Json;

namespace Forecast.Sources;

/// <summary>
/// Walks records with named fields: the lines of a CSV text below its header, or the objects of a JSON array. A field is what is written, without quotes; a null or an absent
/// member is an empty field.
/// </summary>
internal ref struct RecordReader
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly string? _path;
    private readonly Span<Range> _fields;
    private readonly List<Range>? _objects;
    private readonly byte _delimiter = (byte)',';
    private TextLines _lines;
    private readonly int _lineBefore;

    /// <summary>Reads a whole text.</summary>
    public RecordReader(InputText text)
    {
        _text = text.Bytes;
        _fields = new Range[RecordColumns.MaximumFields];
        _path = text.File.Path;
        if (JsonRecords.IsArray(text.Bytes))
        {
            _objects = JsonRecords.Of(text);
            Columns = RecordColumns.OfMembers(_objects.Count > 0 ? Members(_text[_objects[0]], $"{_path}:1") : [], text.File.Path);
            return;
        }
        _lines = new TextLines(_text);
        _lines.MoveNext();
        Columns = RecordColumns.OfHeader(_lines.Line, $"{text.File.Path}:{_lines.Number}");
    }

    /// <summary>Reads a whole text whose columns a mapping names.</summary>
    public RecordReader(InputText text, MappingFile mapping, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        _text = text.Bytes;
        _fields = new Range[RecordColumns.MaximumFields];
        _lines = new TextLines(_text);
        _lines.MoveNext();
        _delimiter = mapping.Delimiter;
        Columns = RecordColumns.OfMapping(MappingFile.Texts(_lines.Line, _delimiter), mapping, $"{text.File.Path}:{_lines.Number}", required, optional);
        if (!mapping.HasHeader) _lines = new TextLines(_text);
    }

    /// <summary>Reads the lines of a piece of a text whose header was read before, with <paramref name="linesBefore"/> lines in front of it.</summary>
    public RecordReader(ReadOnlySpan<byte> piece, RecordColumns columns, int linesBefore)
    {
        _text = piece;
        _fields = new Range[RecordColumns.MaximumFields];
        _lines = new TextLines(piece);
        (Columns, _lineBefore) = (columns, linesBefore);
    }

    public RecordColumns Columns { get; }

    /// <summary>The record's line, from 1; of a JSON array its place in that.</summary>
    public int Number { get; private set; }

    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The rule that the record breaks by its form; null where it has its fields.</summary>
    public CleaningRule? Broken { get; private set; }

    /// <summary>A field by its place; empty where the place is −1.</summary>
    public readonly ReadOnlySpan<byte> this[int place] => place < 0 ? default : Raw[_fields[place]];

    public bool MoveNext()
    {
        if (_objects is not null)
        {
            if (Number >= _objects.Count) return false;
            Raw = _text[_objects[Number++]];
            Broken = Raw.Length > KlineTable.MaximumLineBytes ? CleaningRuleCatalog.LineTooLong : Parse() ? null : CleaningRuleCatalog.TooFewFields;
            return true;
        }
        if (!_lines.MoveNext()) return false;
        Number = _lineBefore + _lines.Number;
        Raw = _lines.Line;
        if (Raw.Length > KlineTable.MaximumLineBytes) Broken = CleaningRuleCatalog.LineTooLong;
        else
        {
            var count = CsvFields.Split(Raw, _fields, _delimiter);
            Broken = count < Columns.Names.Count ? CleaningRuleCatalog.TooFewFields : count > Columns.Names.Count ? CleaningRuleCatalog.TooManyFields : null;
        }
        return true;
    }

    private readonly bool Parse()
    {
        if (Raw is not [(byte)'{', ..]) return false;
        _fields.Clear();
        var json = new Utf8JsonReader(Raw);
        json.Read();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var place = Columns.Find(Name(json, $"{_path}:{Number}").ToLowerInvariant());
            json.Read();
            var quote = json.TokenType == JsonTokenType.String ? 1 : 0;
            var start = (int)json.TokenStartIndex;
            json.Skip();
            if (place >= 0 && json.TokenType != JsonTokenType.Null) _fields[place] = (start + quote)..((int)json.BytesConsumed - quote);
        }
        return true;
    }

    private static List<string> Members(ReadOnlySpan<byte> element, string where)
    {
        var names = new List<string>();
        var json = new Utf8JsonReader(element);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject) return names;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            names.Add(Name(json, where));
            json.Skip();
        }
        return names;
    }

    private static string Name(in Utf8JsonReader json, string where)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new InputException("a field's name is not UTF-8", where, "save the file as UTF-8, or download it again");
        }
    }
}
