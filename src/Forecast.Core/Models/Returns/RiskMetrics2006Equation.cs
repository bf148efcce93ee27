using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// RiskMetrics 2006: a weighted sum of moving averages whose decay times grow geometrically, so that the memory of the variance falls off like a logarithm. Nothing is estimated.
/// <code>τ_k = 4 · √2^(k−1),  μ_k = exp(−1/τ_k),  w_k ∝ 1 − ln τ_k / ln 1560,  Σ w_k = 1,   k = 1 … 14</code>
/// <code>h_t = Σ_k w_k σ²_{k,t},   σ²_{k,t} = μ_k σ²_{k,t−1} + (1 − μ_k) e²_{t−1}</code>
/// <para><see cref="Open(ReadOnlySpan{double}, PresampleStart, Span{double})"/> starts every average from one level; the package arch starts each from its own, see <see cref="Open(ReadOnlySpan{double}, Span{double})"/>.</para>
/// <para>Reference: Zumbach (2007), The RiskMetrics 2006 methodology, RiskMetrics Group, eq. 8 to 11.</para>
/// </summary>
public sealed class RiskMetrics2006Equation : IVarianceEquation
{
    /// <summary>Number of averages.</summary>
    public const int Averages = 14;

    /// <summary>Decay time of the fastest average, in steps.</summary>
    public const double ShortestTime = 4;

    /// <summary>Decay time at which a weight would be 0, in steps.</summary>
    public const double CutOffTime = 1560;

    // Where its weights have fallen to 1 %, the presample of an average ends.
    private const double PresampleWeight = 0.01;

    private static readonly double[] Decay = [.. Enumerable.Range(0, Averages).Select(k => Math.Exp(-1 / Time(k)))];
    private static readonly double[] Weights = ShareOut([.. Enumerable.Range(0, Averages).Select(k => 1 - (Math.Log(Time(k)) / Math.Log(CutOffTime)))]);

    public string Id => RiskMetrics2006Estimator.Id;

    public IReadOnlyList<int> Orders => [];

    public IReadOnlyList<string> Names => [];

    public IReadOnlyList<LinearConstraint> Constraints => [];

    public IReadOnlyList<double[]> Starts { get; } = [[]];

    public double PresamplePower => 2;

    public int MemoryLength => Averages;

    public void Rescale(Span<double> parameters, double factor)
    {
    }

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        Span<double> memory = stackalloc double[Averages];
        Open(parameters, start, memory);
        Variances(residuals, memory, variances);
    }

    /// <summary>Filters on from <paramref name="memory"/>, which is left as after the last residual; variances of the residuals' length.</summary>
    public void Variances(ReadOnlySpan<double> residuals, Span<double> memory, Span<double> variances)
    {
        for (var t = 0; t < variances.Length; t++)
        {
            variances[t] = Next([], memory);
            if (t < residuals.Length) Step(memory, residuals[t] * residuals[t]);
        }
    }

    public double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        Span<double> byAverage = stackalloc double[Averages];
        byAverage.Clear();
        for (var t = residuals.Length - 1; t >= 0; t--)
        {
            var bySquare = 0.0;
            for (var k = 0; k < Averages; k++)
            {
                bySquare += (1 - Decay[k]) * byAverage[k];
                byAverage[k] = (Decay[k] * byAverage[k]) + (Weights[k] * weights[t]);
            }
            if (!residualGradient.IsEmpty) residualGradient[t] += 2 * residuals[t] * bySquare;
        }
        var byLevel = 0.0;
        foreach (var by in byAverage) byLevel += by;
        return byLevel;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => memory.Fill(start.Level);

    /// <summary>
    /// Starts each average from the exponentially weighted mean of the first squared residuals, with its own decay, as many as it takes for the weights to fall to 1 % or as there are; as the
    /// package arch.
    /// </summary>
    public void Open(ReadOnlySpan<double> residuals, Span<double> memory)
    {
        for (var k = 0; k < Averages; k++)
        {
            var length = Math.Min(residuals.Length, (int)Math.Floor(Math.Log(PresampleWeight) / Math.Log(Decay[k])));
            var (sum, total, weight) = (0.0, 0.0, 1.0);
            foreach (var e in residuals[..length])
            {
                sum += weight * e * e;
                total += weight;
                weight *= Decay[k];
            }
            memory[k] = sum / total;
        }
    }

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory)
    {
        var h = 0.0;
        for (var k = 0; k < Averages; k++) h = Math.FusedMultiplyAdd(Weights[k], memory[k], h);
        return h;
    }

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => Step(memory, residual * residual);

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) => Step(memory, Next(parameters, memory));

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        Span<double> ahead = stackalloc double[Averages];
        memory.CopyTo(ahead);
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = Next(parameters, ahead);
            Step(ahead, variances[j]);
        }
        return true;
    }

    private static void Step(Span<double> memory, double square)
    {
        for (var k = 0; k < Averages; k++) memory[k] = Math.FusedMultiplyAdd(Decay[k], memory[k] - square, square);
    }

    private static double Time(int k) => ShortestTime * Math.Pow(2, k / 2.0);

    private static double[] ShareOut(double[] shares)
    {
        var sum = 0.0;
        foreach (var share in shares) sum += share;
        return [.. shares.Select(s => s / sum)];
    }
}
