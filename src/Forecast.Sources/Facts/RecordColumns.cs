using System.Text;

namespace Forecast.Sources;

/// <summary>The names of the fields of a file's records: of its header, or of the members of the first object of a JSON array.</summary>
internal sealed class RecordColumns
{
    public const int MaximumFields = 256;

    private readonly string _where;

    private RecordColumns(IReadOnlyList<string> names, bool isJson, string where) => (Names, IsJson, _where) = (names, isJson, where);

    /// <summary>In lower case, words joined by underscores; members of JSON as they are, in lower case.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool IsJson { get; }

    /// <exception cref="InputException">There is no header.</exception>
    public static RecordColumns OfHeader(ReadOnlySpan<byte> line, string where)
    {
        var places = new Range[MaximumFields];
        var count = CsvFields.Split(line, places);
        if (count > MaximumFields || line.Length > KlineTable.MaximumLineBytes) throw new InputException("the first line is no header", where, "give a file with a header");
        var names = new string[count];
        for (var i = 0; i < count; i++) names[i] = Normal(Encoding.UTF8.GetString(line[places[i]]));
        if (names.Length != names.Distinct(StringComparer.Ordinal).Count()) throw new InputException("two columns have one name", where, "rename one of them");
        return new RecordColumns(names, false, where);
    }

    /// <summary>The columns that a mapping names, under its names for them; the others are numbered.</summary>
    public static RecordColumns OfMapping(IReadOnlyList<string> first, MappingFile mapping, string where, IReadOnlyList<string> required, IReadOnlyList<string> optional)
    {
        var names = Enumerable.Range(1, first.Count).Select(i => $"#{i}").ToArray();
        foreach (var (name, place) in mapping.Columns(first, where, required, optional)) names[place] = name;
        return new RecordColumns(names, false, where);
    }

    public static RecordColumns OfMembers(IEnumerable<string> members, string where) => new([.. members.Select(m => m.ToLowerInvariant())], true, where);

    /// <summary>Place of the first of the names that is there; −1 where none is.</summary>
    public int Find(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            for (var i = 0; i < Names.Count; i++)
                if (Names[i] == name) return i;
        return -1;
    }

    /// <summary>As <see cref="Find"/>; refuses the file where none is there.</summary>
    public int Require(params ReadOnlySpan<string> names) => Find(names) is >= 0 and var place ? place
        : throw new InputException($"missing column {string.Join(" or ", names!)}", _where, $"the file has {string.Join(", ", Names)}; name the columns that it has, or give them with --mapping");

    private static string Normal(string name) => name.Trim().ToLowerInvariant().Replace(' ', '_');
}
