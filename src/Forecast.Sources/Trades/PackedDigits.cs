using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Forecast.Sources;

/// <summary>
/// Numbers of up to sixteen characters, all digits at once: the characters are brought to the right end of a vector, the dot left out, and neighbours added
/// up in three steps. What is not such a number is left to slower readers; what is read has the bits that <see cref="double.Parse(string)"/> gives.
/// <para>Callers have 16 readable bytes behind the start of every field.</para>
/// </summary>
internal static class PackedDigits
{
    private const int Width = 16, Stride = Width + 1;

    /// <summary>For a field of n characters with its dot at d (n where there is none): where each of the sixteen digits comes from, and 255 for none.</summary>
    private static readonly byte[] Origins = Shuffles();

    private static readonly double[] PowersOfTen = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16];

    /// <summary>A whole number of 1 to 19 digits without sign, and no more than <see cref="long.MaxValue"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryWhole(ref byte text, int start, int end, out long value)
    {
        var length = end - start;
        if ((uint)(length - 1) < Width) return TryUpTo16(ref Unsafe.Add(ref text, start), length, out value);
        return TryLong(ref text, start, length, out value);
    }

    /// <summary>A decimal number of up to 16 characters without sign and exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryDecimal(ref byte text, int start, int end, out double value)
    {
        var length = end - start;
        if ((uint)(length - 1) >= Width)
        {
            value = 0;
            return false;
        }
        var characters = Vector128.LoadUnsafe(ref Unsafe.Add(ref text, start));
        var digits = characters - Vector128.Create((byte)'0');
        var within = (1u << length) - 1;
        var dots = Vector128.Equals(characters, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & within;
        var others = NotDigits(digits) & within;
        var dot = int.TrailingZeroCount((int)(dots | (1u << length)));
        // At most one dot, nothing else beside digits, and at least one digit.
        var good = (dots & (dots - 1)) == 0 & others == dots & within != dots;
        // Up to 15 digits with a dot are exact in a double and so is the power of ten: their quotient is rounded once. Whole numbers are rounded once, too.
        var mantissa = (double)Sum(digits, (length * Stride) + dot);
        value = mantissa / Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(PowersOfTen), Math.Max(length - dot - 1, 0));
        return good;
    }

    private static bool TryLong(ref byte text, int start, int length, out long value)
    {
        value = 0;
        if (length is < Width or > 19) return false;
        if (!TryUpTo16(ref Unsafe.Add(ref text, start), length - Width, out var head) || !TryUpTo16(ref Unsafe.Add(ref text, start + length - Width), Width, out var tail)) return false;
        var sum = ((ulong)head * 10_000_000_000_000_000) + (ulong)tail;
        value = (long)sum;
        return value >= 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryUpTo16(ref byte field, int length, out long value)
    {
        var digits = Vector128.LoadUnsafe(ref field) - Vector128.Create((byte)'0');
        value = Sum(digits, (length * Stride) + length);
        return (NotDigits(digits) & ((1u << length) - 1)) == 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint NotDigits(Vector128<byte> digits) => Vector128.GreaterThan(digits, Vector128.Create((byte)9)).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Sum(Vector128<byte> digits, int shuffle)
    {
        var origins = Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Origins), (nuint)(shuffle * Width));
        var aligned = Vector128.ShuffleNative(digits, origins);
        if (!Sse41.IsSupported) return (Eight(aligned.AsUInt64().GetElement(0)) * 100_000_000) + Eight(aligned.AsUInt64().GetElement(1));
        var pairs = Ssse3.MultiplyAddAdjacent(aligned, Vector128.Create(10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1, 10, 1));
        var fours = Sse2.MultiplyAddAdjacent(pairs, Vector128.Create(100, 1, 100, 1, 100, 1, 100, 1));
        var eights = Sse2.MultiplyAddAdjacent(Sse41.PackUnsignedSaturate(fours, fours).AsInt16(), Vector128.Create(10_000, 1, 10_000, 1, 10_000, 1, 10_000, 1)).AsUInt64().ToScalar();
        return ((long)(uint)eights * 100_000_000) + (long)(eights >> 32);
    }

    /// <summary>Eight digits, the first in the lowest byte: neighbours are added as tens and ones, hundreds, ten thousands.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static long Eight(ulong digits)
    {
        digits = (digits * 10) + (digits >> 8);
        const ulong mask = 0x0000_00FF_0000_00FF;
        return (long)((((digits & mask) * 0x000F_4240_0000_0064) + (((digits >> 16) & mask) * 0x0000_2710_0000_0001)) >> 32) & 0xFFFF_FFFF;
    }

    private static byte[] Shuffles()
    {
        var origins = new byte[(Width + 1) * Stride * Width];
        Array.Fill(origins, byte.MaxValue);
        for (var length = 1; length <= Width; length++)
            for (var dot = 0; dot <= length; dot++)
            {
                var digits = dot < length ? length - 1 : length;
                for (var i = 0; i < digits; i++) origins[(((length * Stride) + dot) * Width) + Width - digits + i] = (byte)(i < dot ? i : i + 1);
            }
        return origins;
    }
}
