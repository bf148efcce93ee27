using System.Text;
using System.Text.Json;

namespace Forecast.Sources;

/// <summary>
/// Says where the columns of a CSV file are and how it writes times and sides: <c>{ "kind": "trades", "columns": { "time": "ts", "price": "px", … },
/// "timeUnit": "ms", "zone": "UTC" }</c>. Columns are named by the header, or by their number from 1.
/// </summary>
internal sealed class MappingFile
{
    private readonly MappingText _text;
    private readonly LocalZone? _zone;

    private MappingFile(string path, MappingText text)
    {
        (Path, _text) = (path, text);
        if (!TimeForms.TryParse(text.TimeUnit, out var form))
            throw new InputException($"'{text.TimeUnit}' is no time unit", Place("timeUnit"), $"write one of {string.Join(", ", TimeForms.Names)}");
        TimeForm = form;
        _zone = text.Zone is null ? null : LocalZone.Parse(text.Zone, Place("zone"));
        var delimiter = text.Delimiter == "\\t" ? "\t" : text.Delimiter;
        if (delimiter.Length != 1 || !char.IsAscii(delimiter[0]) || char.IsAsciiLetterOrDigit(delimiter[0]) || delimiter[0] is '"' or '\n' or '\r' or '.' or '-' or '+' or ' ')
            throw new InputException($"'{text.Delimiter}' is no delimiter", Place("delimiter"), "write a single character, as in \",\" or \";\" or \"\\t\"");
        Delimiter = (byte)delimiter[0];
    }

    public string Path { get; }

    public byte Delimiter { get; }

    public bool HasHeader => _text.Header;

    public TimeForm TimeForm { get; }

    /// <summary>The zone of times that state none; null where the mapping names none.</summary>
    public LocalZone? Zone => _zone;

    /// <summary>Bars whose open is the close before, and not a price of their own.</summary>
    public bool OpenIsPreviousClose => _text.OpenIsPreviousClose;

    /// <summary>How the file says who paid the spread; null where it does not.</summary>
    public MappingSide? Side => _text.Side;

    /// <param name="path">The mapping file.</param>
    /// <param name="kind">What the CSV file is to hold.</param>
    /// <exception cref="InputException">It is no mapping file, or one for something else.</exception>
    public static MappingFile Read(string path, string kind)
    {
        var mapping = new MappingFile(path, StrictJson.Read<MappingText>(InputText.Read(path)));
        return mapping._text.Kind == kind ? mapping
            : throw new InputException($"the mapping is for '{mapping._text.Kind}', not for {kind}", mapping.Place("kind"), $"give a mapping whose kind is \"{kind}\"");
    }

    /// <summary>Reads the times of a column.</summary>
    public TimeReader Times() => new(TimeForm, [TimeForm], _zone);

    /// <summary>The error of a field of the mapping.</summary>
    public string Place(string field) => $"{Path} ({field})";

    /// <summary>
    /// Places from 0 of the columns that the mapping names, by what they are; the columns of <paramref name="required"/> are there, and none that is not in
    /// it or in <paramref name="optional"/>.
    /// </summary>
    /// <param name="first">The names in the file's header; of a file without header, its first row.</param>
    /// <param name="where">File and line of that row.</param>
    /// <exception cref="InputException">The mapping does not name a required column, or the file has not what it names.</exception>
    public IReadOnlyDictionary<string, int> Columns(IReadOnlyList<string> first, string where, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (column, value) in _text.Columns)
        {
            if (!required.Contains(column) && !optional.Contains(column))
                throw new InputException($"'{column}' is no column of {_text.Kind}", Place("columns"), $"they are {string.Join(", ", required.Concat(optional))}");
            if (value.ValueKind != JsonValueKind.Null) places[column] = Column(column, value, first, where);
        }
        var missing = required.Where(c => !places.ContainsKey(c)).ToArray();
        return missing.Length == 0 ? places
            : throw new InputException($"the mapping does not say which column is {string.Join(", ", missing)}", Place("columns"), "name it by the file's header, or by its number from 1");
    }

    /// <summary>Place from 0 of the column that holds the side.</summary>
    public int SideColumn(IReadOnlyList<string> first, string where) => Column("side", Side!.Column, first, where);

    private int Column(string column, JsonElement value, IReadOnlyList<string> first, string where)
    {
        var written = value.ToString();
        if (value.ValueKind == JsonValueKind.Number || !HasHeader)
            return int.TryParse(written, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= first.Count ? number - 1
                : throw new InputException($"the {column} is to be in column {written}, and rows have {first.Count}", Place("columns"), "give the column's number from 1");
        var place = first.ToList().IndexOf(written);
        return place >= 0 && value.ValueKind == JsonValueKind.String ? place
            : throw new InputException($"there is no column '{written}' for the {column}", where, $"the columns are {string.Join(", ", first)}; correct the mapping {Path}");
    }

    /// <summary>The fields of a row as text.</summary>
    public static string[] Texts(ReadOnlySpan<byte> line, byte delimiter)
    {
        var places = new Range[CsvFields.Split(line, [], delimiter)];
        CsvFields.Split(line, places, delimiter);
        var texts = new string[places.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = Encoding.UTF8.GetString(line[places[i]]);
        return texts;
    }
}
