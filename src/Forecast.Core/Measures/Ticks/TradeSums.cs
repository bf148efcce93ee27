using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Forecast.Core.Measures;

/// <summary>Of the trades of one bar: highest and lowest price, volume, signed volume and largest trade, in lanes by the trade's place in its bar modulo 8.</summary>
internal struct TradeSums
{
    public Vector512<double> High, Low, Volume, Signed, Largest;
    public double Open, Close;
    public long Count;
    private Vector512<double> _unsided, _bad;

    /// <summary>Whether every trade says who took.</summary>
    public readonly bool IsSided => _unsided == Vector512<double>.Zero;

    /// <summary>Whether a quantity was negative or not a number, or a taker side not −1, 0 or 1.</summary>
    public readonly bool IsBad => Vector512.AnyWhereAllBitsSet(_bad.AsInt64());

    public static TradeSums At(double open) => new() { Open = open, High = Vector512.Create(open), Low = Vector512.Create(open) };

    public void Add(ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> side, double? contract)
    {
        var head = (int)Math.Min(price.Length, -Count & (Lanes.Count - 1));
        if (head > 0) Part(price[..head], quantity[..head], side[..head], contract);
        var body = (price.Length - head) & -Lanes.Count;
        if (body > 0) Whole(price.Slice(head, body), quantity.Slice(head, body), side.Slice(head, body), contract);
        if (head + body < price.Length) Part(price[(head + body)..], quantity[(head + body)..], side[(head + body)..], contract);
        Close = price[^1];
    }

    // Less than a group, in its own lanes: the others get what changes nothing.
    private void Part(ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> side, double? contract)
    {
        Span<double> p = stackalloc double[Lanes.Count], q = stackalloc double[Lanes.Count];
        Span<sbyte> s = stackalloc sbyte[Lanes.Count];
        p.Fill(Open);
        q.Clear();
        s.Fill(1);
        var place = (int)(Count & (Lanes.Count - 1));
        price.CopyTo(p[place..]);
        quantity.CopyTo(q[place..]);
        side.CopyTo(s[place..]);
        var count = Count + price.Length;
        Whole(p, q, s, contract);
        Count = count;
    }

    private void Whole(ReadOnlySpan<double> price, ReadOnlySpan<double> quantity, ReadOnlySpan<sbyte> side, double? contract)
    {
        ref var pp = ref MemoryMarshal.GetReference(price);
        ref var qq = ref MemoryMarshal.GetReference(quantity);
        ref var ss = ref MemoryMarshal.GetReference(side);
        var (high, low, volume, signed, largest, unsided, bad) = (High, Low, Volume, Signed, Largest, _unsided, _bad);
        var (inverse, worth) = (contract is not null, Vector512.Create(contract ?? 0));
        for (var i = 0; i < price.Length; i += Lanes.Count)
        {
            var (p, q, s) = (Vector512.LoadUnsafe(ref pp, (nuint)i), Vector512.LoadUnsafe(ref qq, (nuint)i), Sides(ref Unsafe.Add(ref ss, i)));
            bad |= ~(Vector512.GreaterThanOrEqual(q, Vector512<double>.Zero) & Vector512.LessThan(q, Vector512.Create(double.PositiveInfinity)) & Vector512.LessThanOrEqual(Vector512.Abs(s), Vector512<double>.One));
            unsided |= Vector512.Equals(s, Vector512<double>.Zero);
            if (inverse) q = q * worth / p;
            high = Vector512.ConditionalSelect(Vector512.GreaterThan(p, high), p, high);
            low = Vector512.ConditionalSelect(Vector512.LessThan(p, low), p, low);
            largest = Vector512.ConditionalSelect(Vector512.GreaterThan(q, largest), q, largest);
            volume += q;
            signed = Vector512.FusedMultiplyAdd(q, s, signed);
        }
        (High, Low, Volume, Signed, Largest, _unsided, _bad) = (high, low, volume, signed, largest, unsided, bad);
        Count += price.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sides(ref sbyte first)
    {
        var bytes = Vector128.CreateScalar(Unsafe.ReadUnaligned<long>(ref Unsafe.As<sbyte, byte>(ref first))).AsSByte();
        if (Avx512F.IsSupported) return Vector512.ConvertToDouble(Avx512F.ConvertToVector512Int64(bytes));
        var (low, high) = Vector128.Widen(Vector128.WidenLower(bytes));
        return Vector512.ConvertToDouble(Vector512.Create(Vector256.Create(Vector128.WidenLower(low), Vector128.WidenUpper(low)), Vector256.Create(Vector128.WidenLower(high), Vector128.WidenUpper(high))));
    }
}
