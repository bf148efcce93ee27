using System.Text;

namespace Forecast.Storage.Lake;

/// <summary>Refused and flagged rows as a table of the lake and back.</summary>
internal static class RefusedRows
{
    private const string Time = "time";

    public static LakeTable ToTable(QuarantinedRow[] rows) => new(
        new("file", Array.ConvertAll(rows, r => Storable(r.File))), new("line", Array.ConvertAll(rows, r => r.Line)), new("rule", Array.ConvertAll(rows, r => r.Rule)),
        new("detail", Array.ConvertAll(rows, r => Storable(r.Detail))), new("text", Array.ConvertAll(rows, r => Storable(r.Text))), new(Time, Array.ConvertAll(rows, r => r.Time)));

    public static IEnumerable<QuarantinedRow> From(LakeTable table)
    {
        var (file, line, rule, detail, text) = (table.Strings("file"), table.Longs("line"), table.Strings("rule"), table.Strings("detail"), table.Strings("text"));
        // A lake of before has rows without the column.
        var time = table.Columns.Any(c => c.Name == Time) ? table.NullableLongs(Time) : null;
        return Enumerable.Range(0, table.Rows).Select(i => new QuarantinedRow(file[i], line[i], rule[i], detail[i], text[i], time?[i]));
    }

    /// <summary>What a refused row holds may be no text at all: what UTF-8 cannot say becomes U+FFFD, and NUL its picture, U+2400.</summary>
    private static string Storable(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\u2400');
}
