using System.Text;

namespace Forecast.Sources;

/// <summary>Where the columns of a klines file are: by its header, under any of the names that venues use, or in the venue's order where there is none.</summary>
/// <param name="Place">Place in the row of each column of <see cref="Names"/>.</param>
/// <param name="Fields">Fields in a row.</param>
/// <param name="HasHeader">The first row is a header.</param>
internal sealed record KlineColumns(int[] Place, int Fields, bool HasHeader)
{
    public const int MaximumFields = 32;

    public static readonly string[] Names =
        ["open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume", "trades", "taker_buy_base", "taker_buy_quote"];

    private const string Ignored = "ignore";

    private static readonly Dictionary<string, string> OtherNames = new(StringComparer.Ordinal)
    {
        ["count"] = "trades",
        ["number_of_trades"] = "trades",
        ["quote_asset_volume"] = "quote_volume",
        ["taker_buy_volume"] = "taker_buy_base",
        ["taker_buy_base_volume"] = "taker_buy_base",
        ["taker_buy_base_asset_volume"] = "taker_buy_base",
        ["taker_buy_quote_volume"] = "taker_buy_quote",
        ["taker_buy_quote_asset_volume"] = "taker_buy_quote",
    };

    /// <exception cref="InputException">The header lacks a column, or has one twice or unknown.</exception>
    public static KlineColumns Of(InputText text)
    {
        var lines = new TextLines(text.Bytes);
        lines.MoveNext();
        Span<Range> places = stackalloc Range[MaximumFields];
        var count = Math.Min(CsvFields.Split(lines.Line, places), MaximumFields);
        // A header has no number in it; a first row with one bad field still has ten good ones.
        for (var i = 0; i < count; i++)
            if (KlineRow.TryNumber(lines.Line[places[i]], out _))
                return new KlineColumns([.. Enumerable.Range(0, Names.Length)], UsualFields(text), HasHeader: false);
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
        return missing.Length == 0 ? new KlineColumns(place, count, HasHeader: true)
            : throw new InputException($"missing column {string.Join(", ", missing)}", where, $"add it; klines have {string.Join(", ", Names)}");
    }

    /// <summary>Without a header: whether rows have the trailing column to ignore, by what most of the first ones have.</summary>
    private static int UsualFields(InputText text)
    {
        var surplus = 0;
        var lines = new TextLines(text.Bytes);
        while (lines.Number < 1000 && lines.MoveNext())
        {
            var fields = CsvFields.Split(lines.Line, []);
            surplus += fields > Names.Length ? 1 : -1;
        }
        return surplus > 0 ? Names.Length + 1 : Names.Length;
    }
}
