using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// VPIN, the volume-synchronised probability of informed trading, of a window: its volume is cut into n buckets of one size, and each shows how one-sided it was.
/// <code>VPIN = Σ_τ |buys_τ − sells_τ| / (n V),   V = Σ volume / n</code>
/// Buys and sells are those of takers as the venue says, not guessed from prices. A bar that straddles buckets is split in proportion. The window's own volume gives the size: it is known
/// at the window's end, where the measure is; <see cref="VpinStream"/> is for any bar, with sizes that were known before.
/// <para>Units: share of volume in [0, 1]; 1 is one-sided, k times the volume has the same. Bars larger than a bucket hide what turned within them.</para>
/// <para>Domain: undefined where nothing traded or the bars do not say who took. Bars that are missing add nothing.</para>
/// <para>Reference: Easley, López de Prado and O'Hara (2012), Review of Financial Studies 25, section 2.</para>
/// </summary>
/// <param name="buckets">n.</param>
public sealed class Vpin(int buckets = Vpin.UsualBuckets) : IWindowMeasure
{
    /// <summary>Of the reference.</summary>
    public const int UsualBuckets = 50;

    private readonly int _buckets = Guard.AtLeast(buckets, 1);
    private readonly List<(double Volume, double Signed)> _bars = [];

    public void Add(in WindowBar bar)
    {
        if (bar is { Volume: > 0 and { } volume, SignedVolume: { } signed }) _bars.Add((volume, signed));
    }

    public double? Value(WindowCount count) => Of();

    /// <summary>The measure of volumes and the parts of them that takers bought: bars, or single trades.</summary>
    public static double? Of(ReadOnlySpan<double> volume, ReadOnlySpan<double> takerBuy, int buckets = UsualBuckets)
    {
        Guard.SameLength(takerBuy.Length, volume.Length, nameof(takerBuy));
        var vpin = new Vpin(buckets);
        for (var i = 0; i < volume.Length; i++)
        {
            if (volume[i] > 0) vpin._bars.Add((volume[i], (2 * takerBuy[i]) - volume[i]));
        }
        return vpin.Of();
    }

    // The signed volume so far, read where each bucket ends.
    private double? Of()
    {
        var total = 0.0;
        foreach (var (volume, _) in _bars) total += volume;
        if (!(total > 0)) return null;
        double traded = 0, signedSoFar = 0, signedBefore = 0, sum = 0;
        var bucket = 1;
        foreach (var (volume, signed) in _bars)
        {
            for (; bucket < _buckets && total * bucket / _buckets is var end && end <= traded + volume; bucket++)
            {
                var signedHere = signedSoFar + ((end - traded) / volume * signed);
                sum += Math.Abs(signedHere - signedBefore);
                signedBefore = signedHere;
            }
            traded += volume;
            signedSoFar += signed;
        }
        return Math.Min(1, (sum + Math.Abs(signedSoFar - signedBefore)) / total);
    }
}
