using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Σ r², the parts of it that fell and rose, Σ r³, Σ r⁴ and Σ |r_i| |r_{i−1}|; Σ r² has the bits of <see cref="SquareSum"/>.</summary>
internal struct MomentSums : IReturnSums
{
    public Vector512<double> Second, Down, Up, Third, Fourth, Pairs;
    private double _before;

    // Two loops, so that the return before is loaded from the first-level cache at an offset when its store is long done.
    public void Fold(ReadOnlySpan<double> prices, Span<double> returns)
    {
        var count = prices.Length - 1;
        ref var p = ref MemoryMarshal.GetReference(prices);
        ref var before = ref MemoryMarshal.GetReference(returns);
        ref var own = ref returns[1];
        before = _before;
        for (var i = 0; i < count; i += Lanes.Count)
            LogReturn.Of(Vector512.LoadUnsafe(ref p, (nuint)i), Vector512.LoadUnsafe(ref p, (nuint)i + 1)).StoreUnsafe(ref own, (nuint)i);
        var (second, down, up, third, fourth, pairs) = (Second, Down, Up, Third, Fourth, Pairs);
        for (var i = 0; i < count; i += Lanes.Count)
        {
            var r = Vector512.LoadUnsafe(ref own, (nuint)i);
            var (square, fall, rise) = (r * r, Vector512.MinNative(r, Vector512<double>.Zero), Vector512.MaxNative(r, Vector512<double>.Zero));
            second = Vector512.FusedMultiplyAdd(r, r, second);
            down = Vector512.FusedMultiplyAdd(fall, fall, down);
            up = Vector512.FusedMultiplyAdd(rise, rise, up);
            third = Vector512.FusedMultiplyAdd(square, r, third);
            fourth = Vector512.FusedMultiplyAdd(square, square, fourth);
            pairs = Vector512.FusedMultiplyAdd(Vector512.Abs(r), Vector512.Abs(Vector512.LoadUnsafe(ref before, (nuint)i)), pairs);
        }
        (Second, Down, Up, Third, Fourth, Pairs, _before) = (second, down, up, third, fourth, pairs, returns[count]);
    }
}
