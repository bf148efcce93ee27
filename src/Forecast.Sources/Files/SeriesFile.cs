using System.Text;

namespace Forecast.Sources;

/// <summary>
/// Finds out from its first line what a file holds: prices where a header names a time and a price and neither quantity nor range; klines where it names open, high, low and close, or where it has
/// eleven or twelve numbers and no header; else trades, whose reader says what it lacks.
/// </summary>
public static class SeriesFile
{
    private const int Looked = 1 << 16;
    private static readonly string[] Ranges = ["open", "high", "low", "close"];

    /// <exception cref="InputException">The file cannot be read.</exception>
    public static SeriesKind KindOf(string path)
    {
        using var stream = InputStream.Open(path, InputPolicy.Usual);
        var start = new byte[Looked];
        var length = 0;
        for (int n; length < Looked && (n = stream.Read(start.AsSpan(length))) > 0; length += n) { }
        var lines = new TextLines(start.AsSpan(0, length).ToArray());
        if (!lines.MoveNext()) throw new InputException("the file is empty", path, "download it again");
        if (JsonRecords.IsArray(start.AsSpan(0, length))) return start.AsSpan(0, length).TrimStart(" \t\r\n"u8).StartsWith("[["u8) ? SeriesKind.Klines : SeriesKind.Trades;
        var fields = Encoding.UTF8.GetString(lines.Line).Split(',');
        if (fields.Length is 11 or 12 && fields.Take(11).All(f => KlineRow.TryNumber(Encoding.UTF8.GetBytes(f), out _))) return SeriesKind.Klines;
        if (fields.Length > RecordColumns.MaximumFields || lines.Line.Length > KlineTable.MaximumLineBytes) return SeriesKind.Trades;
        var columns = Header(lines.Line, path);
        return columns is null ? SeriesKind.Trades : Ranges.All(r => columns.Find(r) >= 0) ? SeriesKind.Klines : PriceFile.IsHeader(columns) ? SeriesKind.Prices : SeriesKind.Trades;
    }

    // Two columns with one name are no header of prices; the reader of trades will say what is wrong.
    private static RecordColumns? Header(ReadOnlySpan<byte> line, string path)
    {
        try
        {
            return RecordColumns.OfHeader(line, path);
        }
        catch (InputException)
        {
            return null;
        }
    }
}
