using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Forecast.Core.Market;

namespace Forecast.Core.Measures;

/// <summary>Σ r².</summary>
internal struct SquareSum : IReturnSums
{
    public Vector512<double> Second;

    public void Fold(ReadOnlySpan<double> prices, Span<double> returns)
    {
        ref var p = ref MemoryMarshal.GetReference(prices);
        var second = Second;
        for (var i = 0; i + Lanes.Count < prices.Length; i += Lanes.Count)
        {
            var r = LogReturn.Of(Vector512.LoadUnsafe(ref p, (nuint)i), Vector512.LoadUnsafe(ref p, (nuint)i + 1));
            second = Vector512.FusedMultiplyAdd(r, r, second);
        }
        Second = second;
    }
}
