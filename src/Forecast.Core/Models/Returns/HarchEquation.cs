using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// HARCH: squared residuals averaged over horizons of different lengths, each with its own weight, as traders with different horizons would react.
/// <code>h_t = omega + Σ_k alpha[k] · (1/k) Σ_{i=1…k} e²_{t−i},   k over the lags</code>
/// <para>Domain: omega &gt; 0 (≥ 10⁻⁸ for residuals of unit variance), alpha ≥ 0, Σ alpha ≤ 1, below which it is stationary; increasing lags from 1 to <see cref="LongestLag"/>. Terms before the first residual take the level; with a first variance given, as many
/// first variances as the longest lag are the level.</para>
/// <para>Reference: Müller, Dacorogna, Davé, Olsen, Pictet and von Weizsäcker (1997), Journal of Empirical Finance 4, eq. 5, in the form of the package arch: means of squares, so that
/// a coefficient is its share of the persistence.</para>
/// </summary>
public sealed class HarchEquation : IVarianceEquation
{
    /// <summary>The longest lag that is taken.</summary>
    public const int LongestLag = 250;

    // For residuals of unit variance.
    private const double LeastOmega = 1e-8;

    private readonly int[] _lags;

    /// <summary>The equation with <paramref name="lags"/>, increasing from at least 1.</summary>
    public HarchEquation(params IReadOnlyList<int> lags)
    {
        if (Refusal(lags) is { } refusal) throw new ArgumentException(refusal, nameof(lags));
        _lags = [.. lags];
        Names = ["omega", .. _lags.Select(k => string.Create(CultureInfo.InvariantCulture, $"alpha[{k}]"))];
        var count = Names.Count;
        Constraints =
        [
            .. Enumerable.Range(0, count).Select(i => LinearConstraint.AtLeast(count, i, i == 0 ? LeastOmega : 0, $"{Names[i]} is at 0")),
            new([0, .. Enumerable.Repeat(-1.0, _lags.Length)], -1, "the sum of alpha is at 1"),
        ];
        Starts = [Start(0.5, 1), Start(0.9, 1), Start(0.9, 0.4), Start(0.9, 2.5), Start(0.97, 1)];
    }

    /// <summary>Lags of the package arch's documentation: a day, a week and a month of trading days.</summary>
    public static IReadOnlyList<int> UsualLags { get; } = [1, 5, 22];

    /// <summary>Why there is no equation with <paramref name="lags"/>; null where there is.</summary>
    public static string? Refusal(IReadOnlyList<int> lags) =>
        lags.Count == 0 || lags[0] < 1 || lags[^1] > LongestLag || lags.Zip(lags.Skip(1)).Any(p => p.First >= p.Second)
            ? string.Create(CultureInfo.InvariantCulture, $"harch needs increasing lags from 1 to {LongestLag}; they are {string.Join(", ", lags)}") : null;

    public string Id => "harch";

    /// <summary>Its lags.</summary>
    public IReadOnlyList<int> Orders => _lags;

    public IReadOnlyList<string> Names { get; }

    public IReadOnlyList<LinearConstraint> Constraints { get; }

    public IReadOnlyList<double[]> Starts { get; }

    public double PresamplePower => 2;

    public int MemoryLength => LaggedSquares.MemoryLength(Width);

    private int Lags => _lags[^1];

    // Weights of 0 fill up whole strides of the inner products.
    private int Width => (Lags + SlidingProduct.Stride - 1) / SlidingProduct.Stride * SlidingProduct.Stride;

    public void Rescale(Span<double> parameters, double factor) => parameters[0] *= factor * factor;

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances) =>
        LaggedSquares.Variances(parameters[0], Weights(parameters, stackalloc double[Width]), residuals, start, Lags, variances);

    public double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        Span<double> byWeight = stackalloc double[Width];
        var (byLevel, byConstant) = LaggedSquares.Adjoint(Weights(parameters, stackalloc double[Width]), residuals, start, Lags, weights, byWeight, residualGradient);
        gradient[0] += byConstant;
        var (sum, next) = (0.0, 0);
        for (var i = 1; i <= Lags; i++)
        {
            sum += byWeight[^i];
            if (i != _lags[next]) continue;
            next++;
            gradient[next] += sum / i;
        }
        return byLevel;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => LaggedSquares.Open(start, Lags, memory);

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => LaggedSquares.Next(parameters[0], Weights(parameters, stackalloc double[Width]), memory);

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => LaggedSquares.Push(memory, residual * residual);

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) => LaggedSquares.Push(memory, Next(parameters, memory));

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        LaggedSquares.Expect(parameters[0], Weights(parameters, stackalloc double[Width]), memory, variances);
        return true;
    }

    // Persistence shared out in proportion to tilt^rank, and the variance 1 kept.
    private double[] Start(double persistence, double tilt)
    {
        var shares = Enumerable.Range(0, _lags.Length).Select(k => Math.Pow(tilt, k)).ToArray();
        return [1 - persistence, .. shares.Select(s => persistence * s / shares.Sum())];
    }

    // The weight of lag i is Σ alpha[k]/k over the lags k ≥ i.
    private Span<double> Weights(ReadOnlySpan<double> parameters, Span<double> weights)
    {
        var (sum, next) = (0.0, _lags.Length);
        weights[..^Lags].Clear();
        for (var i = Lags; i >= 1; i--)
        {
            if (next > 0 && i == _lags[next - 1])
            {
                sum += parameters[next] / i;
                next--;
            }
            weights[^i] = sum;
        }
        return weights;
    }
}
