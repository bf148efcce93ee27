using System.Buffers.Text;

namespace Forecast.Sources;

/// <summary>Decimal numbers in UTF-8 text, to the nearest double: the one that <c>double.Parse</c> gives in the invariant culture.</summary>
internal static class DecimalText
{
    // Powers of ten up to 10^22, and whole numbers up to 2^53, are exact as doubles, so that one division rounds once and correctly (Clinger 1990, "How to read
    // floating point numbers accurately"). Venue prices are of this kind.
    private static readonly double[] Powers = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];

    /// <summary>Reads the whole of <paramref name="text"/>; false where it is no finite decimal number, or has blanks, signs of thousands or other digits.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out double value)
    {
        var (mantissa, decimals, digits) = (0L, 0, 0);
        var point = false;
        if (text.Length is > 0 and <= 19)
        {
            foreach (var c in text)
            {
                if ((uint)(c - '0') <= 9)
                {
                    mantissa = (10 * mantissa) + (c - '0');
                    digits++;
                    if (point) decimals++;
                }
                else if (c == '.' && !point) point = true;
                else return Slowly(text, out value);
            }
            if (digits > 0 && digits <= 18 && mantissa <= 1L << 53)
            {
                value = mantissa / Powers[decimals];
                return true;
            }
        }
        return Slowly(text, out value);
    }

    private static bool Slowly(ReadOnlySpan<byte> text, out double value) =>
        Utf8Parser.TryParse(text, out value, out var used) & (used == text.Length && text.Length > 0 && double.IsFinite(value));
}
