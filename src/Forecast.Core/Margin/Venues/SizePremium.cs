using System.Numerics;
using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Margin weights that grow with the size of a position or deposit.
/// <code>
/// liability  max(w, 0.8 w + imf √size)
/// asset      min(w, 1.1/(1 + imf √size))
/// deposits   w · min(1, start/total)
/// </code>
/// <para>The exact value rounded down to a whole unit of the weight; no floating point.</para>
/// <para>Units: weights in 1/10 000, imf in 1/1 000 000, sizes in 1/1 000 000 000 of a token; start and total in one unit of value. Domain: none below 0, start above 0.</para>
/// <para>Reference: Drift protocol, documentation of cross-margin weights and the IMF factor.</para>
/// </summary>
public static class SizePremium
{
    /// <summary>A weight of 1.</summary>
    public const int Whole = 10_000;

    // 1.1, what an asset's weight is divided down from.
    private const int AssetNumerator = 11_000;

    private static readonly BigInteger LiabilityUnits = BigInteger.Pow(10, 13), AssetUnits = BigInteger.Pow(10, 21);

    /// <summary>Weight of a liability of <paramref name="size"/>.</summary>
    public static Int128 Liability(int weight, Int128 size, uint imf)
    {
        Guard.AtLeast(weight, 0);
        // 5 · 10⁴ · imf/10⁶ · √(size/10⁹) = √(25 imf² size/10¹³)
        var premium = IntegerRoot.Of(25 * Squared(size, imf) / LiabilityUnits);
        return Int128.Max(weight, (Int128)(((4 * (BigInteger)weight) + premium) / 5));
    }

    /// <summary>Weight of an asset of <paramref name="size"/>.</summary>
    public static int Asset(int weight, Int128 size, uint imf)
    {
        var premium = Squared(size, imf);
        // The largest k with k (1 + imf √size) ≤ 11 000, both sides squared.
        var (low, high) = (0, Math.Min(Guard.AtLeast(weight, 0), AssetNumerator));
        while (low < high)
        {
            var k = (low + high + 1) / 2;
            if (premium * k * k <= AssetUnits * (AssetNumerator - k) * (AssetNumerator - k)) low = k;
            else high = k - 1;
        }
        return low;
    }

    /// <summary>Weight of an asset of which deposits are worth <paramref name="total"/>, beyond a <paramref name="start"/>.</summary>
    public static int ScaledByDeposits(int weight, Int128 start, Int128 total)
    {
        Guard.AtLeast(weight, 0);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(start);
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        return total <= start ? weight : (int)(weight * (BigInteger)start / total);
    }

    private static BigInteger Squared(Int128 size, uint imf)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        return (BigInteger)imf * imf * size;
    }
}
