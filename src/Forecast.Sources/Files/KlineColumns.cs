using System.Text;

namespace Forecast.Sources;

/// <summary>
/// Where the columns of a klines file are: by its header, under any of the names that venues use, or in the venue's order where there is none. A file has all columns, or
/// the six of ccxt (time, open, high, low, close, volume); others are read by a mapping.
/// </summary>
/// <param name="Place">Place in the row of each column of <see cref="Names"/>; −1 where the file does not have it.</param>
/// <param name="Fields">Fields in a row.</param>
/// <param name="HasHeader">The first row is a header.</param>
internal sealed record KlineColumns(int[] Place, int Fields, bool HasHeader)
{
    public const int MaximumFields = 32;

    public static readonly string[] Names =
        ["open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume", "trades", "taker_buy_base", "taker_buy_quote"];

    /// <summary>Columns of a file without the flow: time, prices and volume.</summary>
    private const int WithVolume = 6;

    private const string Ignored = "ignore";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["timestamp"] = "open_time",
        ["time"] = "open_time",
        ["date"] = "open_time",
        ["datetime"] = "open_time",
        ["count"] = "trades",
        ["number_of_trades"] = "trades",
        ["quote_asset_volume"] = "quote_volume",
        ["taker_buy_volume"] = "taker_buy_base",
        ["taker_buy_base_volume"] = "taker_buy_base",
        ["taker_buy_base_asset_volume"] = "taker_buy_base",
        ["taker_buy_quote_volume"] = "taker_buy_quote",
        ["taker_buy_quote_asset_volume"] = "taker_buy_quote",
    };

    /// <summary>Reads the times into microseconds; null where they are milliseconds or microseconds, and the file is to tell which by the size of its numbers.</summary>
    public TimeReader? Times { get; init; }

    public byte Delimiter { get; init; } = (byte)',';

    /// <summary>The source gives the close before as the open: the bar's range is widened to it.</summary>
    public bool OpenIsPreviousClose { get; init; }

    /// <summary>The columns of a file, and how its times are written.</summary>
    /// <exception cref="InputException">The header lacks a column, or has one twice or unknown.</exception>
    public static KlineColumns Of(InputText text)
    {
        if (JsonRecords.IsArray(text.Bytes)) return new KlineColumns(Order(WithVolume), WithVolume, HasHeader: false);
        var columns = OfLines(text);
        var lines = new TextLines(text.Bytes);
        Span<Range> places = stackalloc Range[MaximumFields];
        var (words, numbers) = (0, 0);
        if (columns.HasHeader) lines.MoveNext();
        while (words + numbers < 100 && lines.MoveNext())
            if (CsvFields.Split(lines.Line, places) == columns.Fields && IsoTime.TryRead(lines.Line[places[columns.Place[0]]], out _, out _)) words++;
            else numbers++;
        return words > numbers ? columns with { Times = new TimeReader(TimeForm.Iso, [TimeForm.Iso], zone: null) } : columns;
    }

    /// <summary>The columns that a mapping gives: of <see cref="Names"/>, of which the time and the prices must be there.</summary>
    /// <exception cref="InputException">The file does not have what the mapping names.</exception>
    public static KlineColumns Of(InputText text, MappingFile mapping)
    {
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        if (lines.Line.Length > KlineTable.MaximumLineBytes) throw new InputException($"the first line has {lines.Line.Length} bytes", $"{text.File.Path}:{lines.Number}", "line ends are lost or the file is binary");
        var first = MappingFile.Texts(lines.Line, mapping.Delimiter);
        if (first.Length > MaximumFields) throw new InputException($"rows have {first.Length} fields", $"{text.File.Path}:{lines.Number}", $"give a file with at most {MaximumFields}");
        var places = mapping.Columns(first, $"{text.File.Path}:{lines.Number}", Names[..5], Names[5..]);
        return new KlineColumns([.. Names.Select(n => places.GetValueOrDefault(n, -1))], first.Length, mapping.HasHeader)
        {
            Times = mapping.Times(), Delimiter = mapping.Delimiter, OpenIsPreviousClose = mapping.OpenIsPreviousClose,
        };
    }

    /// <summary>
    /// The columns of a COIN-M file: what its header calls volume is contracts, and what it calls quote volume is in base currency. How much a contract is in quote
    /// currency is not in the file, so that there is no quote volume.
    /// </summary>
    public KlineColumns InContracts() => this with { Place = [.. Place[..5], Place[7], Place[6], -1, Place[8], Place[10], -1] };

    private static KlineColumns OfLines(InputText text)
    {
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        Span<Range> places = stackalloc Range[MaximumFields];
        var count = Math.Min(CsvFields.Split(lines.Line, places), MaximumFields);
        // A header has no number in it; a first row with one bad field still has ten good ones.
        for (var i = 0; i < count; i++)
            if (KlineRow.TryNumber(lines.Line[places[i]], out _))
                return UsualFields(text) is var fields && fields == WithVolume ? new KlineColumns(Order(WithVolume), fields, HasHeader: false) : new KlineColumns(Order(Names.Length), fields, HasHeader: false);
        var where = $"{text.File.Path}:{lines.Number}";
        var place = new int[Names.Length];
        Array.Fill(place, -1);
        for (var i = 0; i < count; i++)
        {
            var written = Encoding.UTF8.GetString(lines.Line[places[i]][..Math.Min(lines.Line[places[i]].Length, 64)]);
            var name = written.Trim().ToLowerInvariant().Replace(' ', '_');
            name = OtherNames.GetValueOrDefault(name, name);
            if (name == Ignored) continue;
            var k = Array.IndexOf(Names, name);
            if (k < 0)
                throw new InputException($"column '{written}' is unknown", where, $"remove it; klines have {string.Join(", ", Names)} and may have {Ignored}");
            if (place[k] >= 0) throw new InputException($"column '{name}' is there twice", where, "remove one of the two");
            place[k] = i;
        }
        var missing = Names.Where((_, k) => place[k] < 0).ToArray();
        if (missing.Length == Names.Length - WithVolume && missing.SequenceEqual(Names[WithVolume..])) missing = [];
        return missing.Length == 0 ? new KlineColumns(place, count, HasHeader: true)
            : throw new InputException($"missing column {string.Join(", ", missing)}", where, $"add it; klines have {string.Join(", ", Names)}, or the first {WithVolume} of them");
    }

    private static int[] Order(int columns) => [.. Enumerable.Range(0, Names.Length).Select(k => k < columns ? k : -1)];

    /// <summary>Without a header: whether rows have the trailing column to ignore or no flow at all, by what most of the first ones have.</summary>
    private static int UsualFields(InputText text)
    {
        var (surplus, few) = (0, 0);
        var lines = new TextLines(text.Bytes);
        while (lines.Number < 1000 && lines.MoveNext())
        {
            var fields = CsvFields.Split(lines.Line, []);
            surplus += fields > Names.Length ? 1 : -1;
            few += fields == WithVolume ? 1 : -1;
        }
        return few > 0 ? WithVolume : surplus > 0 ? Names.Length + 1 : Names.Length;
    }
}
