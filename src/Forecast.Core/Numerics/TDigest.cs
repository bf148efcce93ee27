namespace Forecast.Core.Numerics;

/// <summary>
/// Quantiles of a stream in a few kilobytes: a merging t-digest, clusters of neighbouring values that are small in the tails and wide in the middle.
/// <code>k(q) = δ/(2π) · asin(2q − 1);   a cluster spans at most 1 in k</code>
/// <para>The rank of the quantile at q is off by at most π √(q(1 − q))/δ + (π/δ)²; what was added decides it, in its order, and nothing else. Memory: about 2δ + <see cref="BufferLength"/> doubles, whatever the count.</para>
/// <para>Reference: Dunning and Ertl (2019), Computing extremely accurate quantiles using t-digests, arXiv:1902.04023, algorithm 1 and scale function k₁.</para>
/// </summary>
public sealed class TDigest
{
    /// <summary>Values that are collected before they are merged.</summary>
    public const int BufferLength = 2048;

    private readonly double _compression;
    private readonly double[] _buffer = new double[BufferLength];
    private (double Mean, double Count)[] _clusters;
    private (double Mean, double Count)[] _merged;
    private int _length;
    private int _buffered;
    private double _least = double.PositiveInfinity;
    private double _largest = double.NegativeInfinity;

    /// <summary>An empty digest; <paramref name="compression"/> is δ, at least 20.</summary>
    public TDigest(double compression = 400)
    {
        _compression = Guard.InRange(compression, 20, 10_000);
        // Two neighbouring clusters span more than 1 in k together, and k spans δ/2.
        var most = (int)Math.Ceiling(compression) + 2;
        (_clusters, _merged) = (new (double, double)[most], new (double, double)[most]);
    }

    /// <summary>Values added.</summary>
    public long Count { get; private set; }

    /// <summary>Adds a finite value.</summary>
    public void Add(double value)
    {
        if (_buffered == BufferLength) Merge();
        _buffer[_buffered++] = Guard.Finite(value);
        Count++;
    }

    /// <summary>The quantile at <paramref name="probability"/> in [0, 1]; linear between the middles of clusters, the extremes at its ends. At least one value was added.</summary>
    public double Quantile(double probability)
    {
        Guard.InRange(probability, 0, 1);
        if (Count == 0) throw new InvalidOperationException("a digest without values has no quantiles");
        Merge();
        var (rank, before, rankBefore, below) = (probability * Count, _least, 0.0, 0.0);
        for (var i = 0; i < _length; i++)
        {
            var (mean, count) = _clusters[i];
            var middle = below + (count / 2);
            if (rank < middle) return Between(before, mean, (rank - rankBefore) / (middle - rankBefore));
            (before, rankBefore) = (mean, middle);
            below += count;
        }
        return Between(before, _largest, (rank - rankBefore) / (Count - rankBefore));
    }

    private static double Between(double low, double high, double share) => low + (share * (high - low));

    private void Merge()
    {
        if (_buffered == 0) return;
        var added = _buffer.AsSpan(0, _buffered);
        added.Sort();
        _least = Math.Min(_least, added[0]);
        _largest = Math.Max(_largest, added[^1]);
        var (i, j, length, below, limit) = (0, 0, 0, 0.0, Limit(0));
        var (mean, count) = (0.0, 0.0);
        while (i < _length || j < added.Length)
        {
            var next = j == added.Length || (i < _length && _clusters[i].Mean <= added[j]) ? _clusters[i++] : (Mean: added[j++], Count: 1.0);
            if (count > 0 && below + count + next.Count > limit)
            {
                _merged[length++] = (mean, count);
                below += count;
                limit = Limit(below);
                (mean, count) = next;
                continue;
            }
            count += next.Count;
            mean += (next.Mean - mean) * (next.Count / count);
        }
        _merged[length++] = (mean, count);
        (_clusters, _merged, _length, _buffered) = (_merged, _clusters, length, 0);
    }

    /// <summary>The largest rank to which a cluster may reach that begins at rank <paramref name="below"/>.</summary>
    private double Limit(double below)
    {
        var k = Math.Asin(Math.Clamp((2 * below / Count) - 1, -1, 1)) + (2 * Math.PI / _compression);
        return k >= Math.PI / 2 ? Count : Count * (Math.Sin(k) + 1) / 2;
    }
}
