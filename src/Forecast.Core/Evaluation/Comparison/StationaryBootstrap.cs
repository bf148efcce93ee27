using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Resamples of a stationary series: blocks of geometric length from uniform starts, the series closed to a circle.
/// <code>P(length = l) = q (1 − q)^{l−1},   q = 1/mean length</code>
/// <para>Domain: at least one row, a mean length of at least 1; 1 is the bootstrap of independent rows.</para>
/// <para>Reference: Politis and Romano (1994), JASA 89.</para>
/// </summary>
public sealed class StationaryBootstrap
{
    // Weights from here on change no digit of a variance.
    private const double Negligible = 1e-17;

    private readonly double _q;
    private readonly Xoshiro256 _random;
    private readonly int[] _rows;
    private readonly double[] _frequencies;

    /// <summary>Resamples of <paramref name="count"/> rows in blocks of mean length <paramref name="meanBlock"/>.</summary>
    public StationaryBootstrap(int count, double meanBlock, Xoshiro256 random)
    {
        _rows = new int[Guard.AtLeast(count, 1)];
        _frequencies = new double[count];
        _q = 1 / Guard.InRange(meanBlock, 1, double.MaxValue);
        _random = random;
    }

    /// <summary>The rows of the next resample, in order; overwritten by the one after.</summary>
    public ReadOnlySpan<int> Next()
    {
        for (var t = 0; t < _rows.Length; t++)
        {
            var starts = t == 0 || _random.NextUniform() < _q;
            _rows[t] = starts ? _random.Next(_rows.Length) : (_rows[t - 1] + 1) % _rows.Length;
        }
        return _rows;
    }

    /// <summary>How often each row is in the next resample, which is all that a mean needs; overwritten by the one after.</summary>
    public ReadOnlySpan<double> NextFrequencies()
    {
        Array.Clear(_frequencies);
        foreach (var row in Next()) _frequencies[row]++;
        return _frequencies;
    }

    /// <summary>
    /// The mean block length with the least mean squared error of the variance of a mean, for this series.
    /// <code>b = (2 G²/D)^{1/3} n^{1/3},   G = Σ_{|k|≤M} λ(k/M) |k| R(k),  D = 2 (Σ_{|k|≤M} λ(k/M) R(k))²,   λ(s) = 1 for |s| ≤ ½, 2 (1 − |s|) beyond</code>
    /// <para>R is the autocovariance, M twice the lag after which max(5, ⌈√log₁₀ n⌉) autocorrelations in a row are below 2 √(log₁₀ n/n), at most ⌈√n⌉ + that number. The result is between 1 and
    /// min(3 √n, n/3); 1 for a series that is too short or does not vary.</para>
    /// <para>Reference: Politis and White (2004), Econometric Reviews 23, with the correction of Patton, Politis and White (2009), Econometric Reviews 28.</para>
    /// </summary>
    public static double BlockLength(ReadOnlySpan<double> series)
    {
        Guard.AllFinite(series);
        var n = series.Length;
        if (n < 4 || series.IndexOfAnyExcept(series[0]) < 0) return 1;
        var run = Math.Max(5, (int)Math.Ceiling(Math.Sqrt(Math.Log10(n))));
        var most = Math.Min(n - 1, (int)Math.Ceiling(Math.Sqrt(n)) + run);
        var r = Autocovariances(series, Math.Min(n - 1, most + run));
        var bound = 2 * Math.Sqrt(Math.Log10(n) / n) * r[0];
        bool Small(int k) => k >= r.Length || Math.Abs(r[k]) < bound;
        var lag = Enumerable.Range(0, most + 1).FirstOrDefault(m => Enumerable.Range(m + 1, run).All(Small), most);
        var window = Math.Min(2 * lag, most);
        double g = 0, spectrum = r[0];
        for (var k = 1; k <= window; k++)
        {
            var taper = Math.Min(1, 2 * (1 - (k / (double)window)));
            (g, spectrum) = (g + (2 * taper * k * r[k]), spectrum + (2 * taper * r[k]));
        }
        var length = Math.Cbrt(g * g / (spectrum * spectrum) * n);
        return double.IsNaN(length) ? 1 : Math.Clamp(length, 1, Math.Max(1, Math.Min(3 * Math.Sqrt(n), n / 3.0)));
    }

    /// <summary>
    /// The variance of √n times a resample's mean, which the bootstrap would give with endless draws.
    /// <code>γ₀ + 2 Σ_{k=1}^{n−1} κ_k γ_k,   κ_k = (n − k)/n (1 − q)ᵏ + k/n (1 − q)^{n−k},   γ_k = Σ_{t>k} (x_t − x̄)(x_{t−k} − x̄)/n</code>
    /// <para>Reference: Politis and Romano (1994), lemma 1.</para>
    /// </summary>
    public static double LongRunVariance(ReadOnlySpan<double> series, double meanBlock)
    {
        Guard.AllFinite(series);
        var (n, stay) = (Guard.AtLeast(series.Length, 1), 1 - (1 / Guard.InRange(meanBlock, 1, double.MaxValue)));
        var centred = Centred(series);
        var sum = DotProduct.Of(centred, centred);
        for (var k = 1; k < n; k++)
        {
            // The circle's covariance at lag k has products of lag k and of lag n − k.
            var weight = Math.Pow(stay, k) * (n - k);
            if (weight < Negligible * n) break;
            sum += 2 * weight / n * (DotProduct.Of(centred.AsSpan(k), centred.AsSpan(0, n - k)) + DotProduct.Of(centred.AsSpan(0, k), centred.AsSpan(n - k)));
        }
        return sum / n;
    }

    private static double[] Autocovariances(ReadOnlySpan<double> series, int most)
    {
        var centred = Centred(series);
        return [.. Enumerable.Range(0, most + 1).Select(k => DotProduct.Of(centred.AsSpan(k), centred.AsSpan(0, centred.Length - k)) / centred.Length)];
    }

    private static double[] Centred(ReadOnlySpan<double> series)
    {
        var mean = 0.0;
        foreach (var x in series) mean += x / series.Length;
        var centred = series.ToArray();
        for (var t = 0; t < centred.Length; t++) centred[t] -= mean;
        return centred;
    }
}
