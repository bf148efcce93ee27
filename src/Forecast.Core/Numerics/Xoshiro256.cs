using System.Numerics;

namespace Forecast.Core.Numerics;

/// <summary>
/// The generator of simulations: xoshiro256**, the same numbers on every machine for the same seed (normals: on every machine of one type).
/// <para>Independent streams of one seed are named; a stream's start is a hash of seed and name, so that two streams overlap with probability below 2⁻¹²⁸
/// times the square of what is drawn.</para>
/// <para>References: Blackman and Vigna (2021), ACM Transactions on Mathematical Software 47, figure 5; seeding by SplitMix64 as they advise;
/// normals by the polar method of Marsaglia and Bray (1964), SIAM Review 6; gammas by Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26.</para>
/// </summary>
public sealed class Xoshiro256
{
    private ulong _a, _b, _c, _d;
    private double _spare;
    private bool _hasSpare;

    /// <summary>Starts from the four words of the state, not all zero.</summary>
    public Xoshiro256(ulong a, ulong b, ulong c, ulong d)
    {
        if ((a | b | c | d) == 0) throw new ArgumentException("the state of xoshiro256 must not be zero in all four words");
        (_a, _b, _c, _d) = (a, b, c, d);
    }

    /// <summary>The stream called <paramref name="name"/> of <paramref name="seed"/>.</summary>
    public static Xoshiro256 Stream(ulong seed, string name)
    {
        // FNV-1a: string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var c in name) hash = (hash ^ c) * 1099511628211UL;
        var words = new SplitMix64(new SplitMix64(seed).NextBits() ^ hash);
        return new Xoshiro256(words.NextBits(), words.NextBits(), words.NextBits(), words.NextBits());
    }

    /// <summary>The next 64 bits.</summary>
    public ulong NextBits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform on [0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextUniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A whole number in [0, <paramref name="bound"/>), by multiply-and-shift: its bias is below bound / 2⁶⁴.</summary>
    public int Next(int bound) => (int)Math.BigMul(NextBits(), (ulong)bound, out _);

    /// <summary>Standard normal.</summary>
    public double NextNormal()
    {
        if (_hasSpare)
        {
            _hasSpare = false;
            return _spare;
        }
        double u, v, s;
        do
        {
            u = (2 * NextUniform()) - 1;
            v = (2 * NextUniform()) - 1;
            s = (u * u) + (v * v);
        }
        while (s >= 1 || s == 0);
        var scale = Math.Sqrt(-2 * Math.Log(s) / s);
        (_spare, _hasSpare) = (v * scale, true);
        return u * scale;
    }

    /// <summary>Gamma of an <paramref name="order"/> of at least 1 and scale 1. A proposal is taken with a probability above 0.95.</summary>
    public double NextGamma(double order)
    {
        var d = Guard.InRange(order, 1, double.MaxValue) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = NextNormal();
            var v = 1 + (c * x);
            if (v <= 0) continue;
            v = v * v * v;
            var u = 1 - NextUniform();
            if (Math.Log(u) < (0.5 * x * x) + (d * (1 - v + Math.Log(v)))) return d * v;
        }
    }

    /// <summary>Poisson with mean −ln(<paramref name="probabilityOfNone"/>), by multiplying uniforms (Knuth); meant for small means.</summary>
    public int NextPoisson(double probabilityOfNone)
    {
        var n = 0;
        for (var p = NextUniform(); p > probabilityOfNone; p *= NextUniform()) n++;
        return n;
    }
}
