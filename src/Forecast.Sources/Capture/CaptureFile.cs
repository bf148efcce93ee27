using System.Buffers.Text;
using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>
/// A recording of a venue's streams of one instrument, plain or gzipped: <c>&lt;local receive time in ns&gt; &lt;message in JSON&gt;</c> a line. The instrument is the first that a
/// message names.
/// </summary>
/// <param name="Input">The file, read once to its end and found whole.</param>
/// <param name="Venue">Where it was recorded.</param>
/// <param name="Symbol">The instrument, as the venue spells it, in upper case.</param>
/// <param name="FirstReceivedAt">Receive time of the first good row, Unix microseconds.</param>
public sealed partial record CaptureFile(InputFile Input, CaptureVenue Venue, string Symbol, long FirstReceivedAt)
{
    /// <summary>Proves a file whole, and sees what it is of.</summary>
    /// <exception cref="InputException">It is no capture, or not whole.</exception>
    public static CaptureFile Open(string path, string? venue = null)
    {
        var of = CaptureVenue.Of(venue, path);
        using var text = InputStream.Open(path);
        var (symbol, first) = First(new CaptureLines(text), of.Parser());
        var rest = new byte[1 << 17];
        while (text.Read(rest) > 0)
        {
        }
        if (symbol is null) throw new InputException($"no message of {of.Name} is in it", path, "check that lines are '<receive time in ns> <message>' and that the venue is right");
        return SymbolText().IsMatch(symbol) ? new CaptureFile(text.File, of, symbol, first) : throw new InputException($"'{symbol}' is no symbol that can be kept", path, "use letters, digits, '.', '_' and '-'");
    }

    /// <summary>The receive time in front of a message, in microseconds; the message is what is left of the line. Null where there is none from 2001 to 2262.</summary>
    internal static long? ReceivedAt(ref ReadOnlySpan<byte> line) =>
        Utf8Parser.TryParse(line, out long nanoseconds, out var used) && nanoseconds > 1_000_000_000_000_000_000 && used < line.Length && line[used] == ' '
            ? Rest(ref line, used + 1, nanoseconds / 1000) : null;

    private static long Rest(ref ReadOnlySpan<byte> line, int from, long value)
    {
        line = line[from..];
        return value;
    }

    private static (string? Symbol, long ReceivedAt) First(CaptureLines lines, ICaptureParser parser)
    {
        var rows = new List<CaptureRow>();
        while (lines.MoveNext())
        {
            var line = lines.Line;
            if (lines.IsCut || ReceivedAt(ref line) is not { } at) continue;
            rows.Clear();
            parser.Parse(line, at, rows);
            if (rows.Find(r => r is { Symbol: not null, Rule: null }).Symbol is { } symbol) return (symbol, at);
        }
        return (null, 0);
    }

    [GeneratedRegex(@"^[A-Z0-9][A-Z0-9._-]{0,39}\z")]
    private static partial Regex SymbolText();
}
