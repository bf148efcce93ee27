using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Forecast.Sources;

/// <summary>
/// Finds all delimiters and line ends of a block of text, 64 bytes at a time; and all quotes, so that a row with a quote does not look like one without.
/// </summary>
internal static class SeparatorIndex
{
    private const int Step = 64;

    /// <summary>
    /// Writes the places of all delimiters, line ends and quotes from <paramref name="start"/> to <paramref name="end"/> to <paramref name="index"/>, from its
    /// second element on (the first is the place before the text), and returns their number.
    /// </summary>
    /// <param name="text">Readable for 64 bytes behind <paramref name="end"/>.</param>
    /// <param name="index">Longer than the text by 9 at least.</param>
    public static int Build(byte[] text, int start, int end, byte delimiter, int[] index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end, text.Length - Step);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(end - start, index.Length - 9);
        ref var from = ref MemoryMarshal.GetArrayDataReference(text);
        ref var first = ref MemoryMarshal.GetArrayDataReference(index);
        first = start - 1;
        var count = 0;
        for (var at = start; at < end; at += Step)
        {
            var found = Separators(ref Unsafe.Add(ref from, at), delimiter);
            if (end - at < Step) found &= (1UL << (end - at)) - 1;
            ref var next = ref Unsafe.Add(ref first, count + 1);
            count += BitOperations.PopCount(found);
            // Eight at a time without asking whether there are so many: what is too much is written over by those that follow.
            while (found != 0)
            {
                for (var k = 0; k < 8; k++)
                {
                    Unsafe.Add(ref next, k) = at + BitOperations.TrailingZeroCount(found);
                    found &= found - 1;
                }
                next = ref Unsafe.Add(ref next, 8);
            }
        }
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Separators(ref byte text, byte delimiter)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            var all = Vector512.LoadUnsafe(ref text);
            return (Vector512.Equals(all, Vector512.Create(delimiter)) | Vector512.Equals(all, Vector512.Create((byte)'\n')) | Vector512.Equals(all, Vector512.Create((byte)'"'))).ExtractMostSignificantBits();
        }
        var (low, high) = (Vector256.LoadUnsafe(ref text), Vector256.LoadUnsafe(ref text, 32));
        var (a, b, c) = (Vector256.Create(delimiter), Vector256.Create((byte)'\n'), Vector256.Create((byte)'"'));
        return (Vector256.Equals(low, a) | Vector256.Equals(low, b) | Vector256.Equals(low, c)).ExtractMostSignificantBits()
            | ((ulong)(Vector256.Equals(high, a) | Vector256.Equals(high, b) | Vector256.Equals(high, c)).ExtractMostSignificantBits() << 32);
    }
}
