using System.Runtime.CompilerServices;

namespace Forecast.Sources;

/// <summary>Words that a field may hold, each with a meaning. Words of up to seven bytes are compared at once, in a number that also holds their length.</summary>
internal sealed class WordSet
{
    private const int LongestPacked = 7;

    private readonly byte[][] _words;
    private readonly sbyte[] _meanings;
    private readonly ulong[] _packed;
    private readonly sbyte[] _packedMeanings;

    public WordSet(params IEnumerable<(string Word, sbyte Meaning)> words)
    {
        var all = words.Select(w => (Bytes: System.Text.Encoding.UTF8.GetBytes(w.Word), w.Meaning)).ToArray();
        (_words, _meanings) = ([.. all.Select(w => w.Bytes)], [.. all.Select(w => w.Meaning)]);
        var shortWords = all.Where(w => w.Bytes.Length <= LongestPacked).ToArray();
        (_packed, _packedMeanings) = ([.. shortWords.Select(w => Pack(w.Bytes))], [.. shortWords.Select(w => w.Meaning)]);
    }

    public bool TryRead(ReadOnlySpan<byte> field, out sbyte meaning)
    {
        meaning = 0;
        for (var i = 0; i < _words.Length; i++)
            if (field.SequenceEqual(_words[i]))
            {
                meaning = _meanings[i];
                return true;
            }
        return false;
    }

    /// <summary>The same for a field with 8 readable bytes from its start; false also where the words are too long for this.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadPacked(ref byte text, int start, int end, out sbyte meaning)
    {
        var length = end - start;
        meaning = 0;
        if ((uint)length > LongestPacked || _packed.Length < 2) return (uint)length <= LongestPacked && Find(ref text, start, length, out meaning);
        var word = Pack(ref text, start, length);
        // The two words at the front are those that the file uses, after a few rows; without a branch, as which one comes is chance.
        var (first, second) = (word == _packed[0] ? 1 : 0, word == _packed[1] ? 1 : 0);
        meaning = (sbyte)((first * _packedMeanings[0]) + (second * _packedMeanings[1]));
        return (first | second) != 0 || Find(ref text, start, length, out meaning);
    }

    private bool Find(ref byte text, int start, int length, out sbyte meaning)
    {
        var i = Array.IndexOf(_packed, Pack(ref text, start, length));
        meaning = i < 0 ? (sbyte)0 : _packedMeanings[i];
        if (i < 2) return i >= 0;
        // To the front; the one in first place goes to the second.
        (_packed[i], _packed[1], _packed[0]) = (_packed[1], _packed[0], _packed[i]);
        (_packedMeanings[i], _packedMeanings[1], _packedMeanings[0]) = (_packedMeanings[1], _packedMeanings[0], _packedMeanings[i]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Pack(ref byte text, int start, int length) =>
        (Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, start)) & ((1UL << (8 * length)) - 1)) | ((ulong)length << 56);

    private static ulong Pack(byte[] word)
    {
        var packed = (ulong)word.Length << 56;
        for (var i = 0; i < word.Length; i++) packed |= (ulong)word[i] << (8 * i);
        return packed;
    }
}
