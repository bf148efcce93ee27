using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Reads a venue's margin parameters: a JSON array of objects, or CSV with a header, with the fields <c>symbol, initial_margin_ppm,
/// maintenance_margin_ppm, maximum_leverage, effective_at</c> and optionally <c>venue</c>.
/// <para>Domain: 0 &lt; maintenance ≤ initial ≤ 1 000 000; leverage ≥ 1 and leverage × (initial − 1) &lt; 1 000 000, that is: no more than 1 / initial
/// where the initial margin may have been rounded up to a whole ppm (leverage 3 and 333 334 ppm agree).</para>
/// </summary>
public static partial class VenueParameterFile
{
    private static readonly string[] Required = ["symbol", "initial_margin_ppm", "maintenance_margin_ppm", "maximum_leverage", "effective_at"];

    /// <summary>The entries in the order of the file; <paramref name="venue"/> is the venue of those that name none.</summary>
    /// <exception cref="InputException">Nothing of the file is taken: the message names the line or entry that is wrong.</exception>
    public static IReadOnlyList<VenueParameterEntry> Read(string path, string venue)
    {
        var text = InputText.Read(path);
        var isJson = text.Bytes[text.Bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8)] is (byte)'[' or (byte)'{';
        var rows = isJson ? Json(text) : Csv(text);
        var entries = new List<VenueParameterEntry>();
        var seen = new Dictionary<(string, string, long), string>();
        foreach (var (row, where) in rows)
        {
            var entry = Checked(row, venue, where);
            var key = (entry.Venue, entry.Symbol, entry.EffectiveAt);
            if (!seen.TryAdd(key, where))
                throw new InputException($"{entry.Symbol} has two entries effective at {row.EffectiveAt}, the first at {seen[key]}", where, "remove one of the two");
            entries.Add(entry);
        }
        return entries.Count > 0 ? entries : throw new InputException("the file has no entries", path, "add one, or leave the import out");
    }

    private static VenueParameterEntry Checked(Row row, string venue, string where)
    {
        if (!Name().IsMatch(row.Symbol)) throw new InputException($"symbol is '{row.Symbol}'", where, "use letters, digits, '.', '_' and '-', as in BTCUSDT");
        if (row.Venue is not null && !Name().IsMatch(row.Venue))
            throw new InputException($"venue is '{row.Venue}'", where, "use letters, digits, '.', '_' and '-', as in binance, or leave it out");
        if (row.InitialMarginPpm is < 1 or > 1_000_000) throw new InputException($"initial_margin_ppm is {row.InitialMarginPpm}", where, "it must lie in 1 … 1000000 (5 % is 50000)");
        if (row.MaintenanceMarginPpm < 1 || row.MaintenanceMarginPpm > row.InitialMarginPpm)
            throw new InputException($"maintenance_margin_ppm is {row.MaintenanceMarginPpm}", where, $"it must lie in 1 … {row.InitialMarginPpm}, the initial margin");
        if (row.MaximumLeverage < 1 || (long)row.MaximumLeverage * (row.InitialMarginPpm - 1) >= 1_000_000)
            throw new InputException($"maximum_leverage is {row.MaximumLeverage}", where, $"an initial margin of {row.InitialMarginPpm} ppm allows 1 … {1_000_000 / row.InitialMarginPpm}");
        return new VenueParameterEntry(row.Venue ?? venue, row.Symbol, Time(row.EffectiveAt, where), row.InitialMarginPpm, row.MaintenanceMarginPpm, row.MaximumLeverage);
    }

    private static long Time(string text, string where)
    {
        try
        {
            if (IsoTime().IsMatch(text)) return Instant.Parse(text);
        }
        catch (FormatException)
        {
            // It looks like a time, but there is no such day or hour; said below.
        }
        throw new InputException($"effective_at is '{text}'", where, "write a UTC day or instant, as in 2024-12-31 or 2024-12-31T08:00:00Z");
    }

    private static IEnumerable<(Row, string)> Json(InputText text) =>
        StrictJson.Read<Row[]>(text, snakeCase: true).Select((row, k) => row is null
            ? throw new InputException("the entry is null", $"{text.File.Path}: entry {k}", "remove it")
            : (row, $"{text.File.Path}: entry {k} ({row.Symbol})"));

    private static List<(Row, string)> Csv(InputText text)
    {
        var rows = new List<(Row, string)>();
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        var header = Fields(lines.Line).Select(f => f.ToLowerInvariant()).ToArray();
        var where = $"{text.File.Path}:{lines.Number}";
        var remedy = $"the columns are {string.Join(", ", Required)} and optionally venue";
        if (header.FirstOrDefault(h => h != "venue" && !Required.Contains(h)) is { } unknown) throw new InputException($"column '{unknown}' is unknown", where, remedy);
        if (Required.FirstOrDefault(r => !header.Contains(r)) is { } missing) throw new InputException($"missing column {missing}", where, remedy);
        if (header.Distinct().Count() != header.Length) throw new InputException("a column is there twice", where, "remove one of the two");
        while (lines.MoveNext())
        {
            var (fields, line) = (Fields(lines.Line), $"{text.File.Path}:{lines.Number}");
            if (fields.Length != header.Length) throw new InputException($"{fields.Length} fields where the header has {header.Length}", line, "correct the row");
            string? Text(string name) => Array.IndexOf(header, name) is var k and >= 0 && fields[k].Length > 0 ? fields[k] : null;
            int Whole(string name) => int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value
                : throw new InputException($"{name} is '{Text(name)}'", line, "write a whole number, without thousands separators");
            var row = new Row(
                Text("symbol") ?? "", Whole("initial_margin_ppm"), Whole("maintenance_margin_ppm"), Whole("maximum_leverage"), Text("effective_at") ?? "",
                Text("venue"));
            rows.Add((row, line));
        }
        return rows;
    }

    private static string[] Fields(ReadOnlySpan<byte> line)
    {
        Span<Range> places = stackalloc Range[Required.Length + 2];
        var count = Math.Min(CsvFields.Split(line, places), places.Length);
        var fields = new string[count];
        for (var k = 0; k < count; k++) fields[k] = Encoding.UTF8.GetString(line[places[k]]);
        return fields;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    private static partial Regex Name();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?)?\z")]
    private static partial Regex IsoTime();

    private sealed record Row(string Symbol, int InitialMarginPpm, int MaintenanceMarginPpm, int MaximumLeverage, string EffectiveAt, string? Venue = null);
}
