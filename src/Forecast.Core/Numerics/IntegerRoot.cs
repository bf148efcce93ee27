using System.Numerics;

namespace Forecast.Core.Numerics;

/// <summary>
/// Whole part of a square root, exact at any size.
/// <code>⌊√x⌋, by Newton's iteration r ← ⌊(r + ⌊x/r⌋)/2⌋ from above until it falls no further</code>
/// <para>Domain: x of at least 0.</para>
/// <para>Reference: Cohen (1993), A Course in Computational Algebraic Number Theory, algorithm 1.7.1.</para>
/// </summary>
public static class IntegerRoot
{
    /// <summary>⌊√<paramref name="value"/>⌋.</summary>
    public static BigInteger Of(BigInteger value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        if (value.IsZero) return value;
        var root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            var next = (root + (value / root)) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }
}
