using System.Buffers;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Component GARCH(1,1): the variance reverts to a level q that moves slowly itself.
/// <code>q_t = omega + rho q_{t−1} + phi (e²_{t−1} − h_{t−1})</code>
/// <code>h_t = q_t + alpha[1] (e²_{t−1} − q_{t−1}) + beta[1] (h_{t−1} − q_{t−1})</code>
/// <para>Constraints: omega &gt; 0 (≥ 10⁻⁸ for residuals of unit variance), alpha ≥ 0, 0 ≤ phi ≤ beta, alpha + beta ≤ rho ≤ 1, which make variances positive and say which component is the slow one. Before the first residual e², h and q are
/// the level; with a first variance given, h and q of the first step are.</para>
/// <para>Reference: Engle and Lee (1999), in Cointegration, Causality and Forecasting: A Festschrift in Honour of Clive W.J. Granger, chapter 20, eq. 4 to 6 and conditions in section 3.</para>
/// </summary>
public sealed class ComponentGarchEquation : IVarianceEquation
{
    // For residuals of unit variance.
    private const double LeastOmega = 1e-8;

    private const int Omega = 0, Alpha = 1, Beta = 2, Rho = 3, Phi = 4, Count = 5;

    public string Id => "component-garch";

    public IReadOnlyList<int> Orders => [];

    public IReadOnlyList<string> Names { get; } = ["omega", "alpha[1]", "beta[1]", "rho", "phi"];

    public IReadOnlyList<LinearConstraint> Constraints { get; } =
    [
        LinearConstraint.AtLeast(Count, Omega, LeastOmega, "omega is at 0"),
        LinearConstraint.AtLeast(Count, Alpha, 0, "alpha[1] is at 0"),
        LinearConstraint.AtLeast(Count, Phi, 0, "phi is at 0"),
        new([0, 0, 1, 0, -1], 0, "beta[1] is at phi"),
        new([0, -1, -1, 1, 0], 0, "rho is at alpha[1] + beta[1]"),
        LinearConstraint.AtMost(Count, Rho, 1, "rho is at 1"),
    ];

    // From one component that is nearly all to the other, which are ridges of the likelihood of their own.
    public IReadOnlyList<double[]> Starts { get; } =
    [
        [0.015, 0.05, 0.85, 0.985, 0.03], [0.02, 0.1, 0.6, 0.98, 0.05], [0.01, 0.05, 0.3, 0.99, 0.15], [0.1, 0.1, 0.2, 0.9, 0.1],
        [0.001, 0.03, 0.93, 0.999, 0.01], [0.03, 0.02, 0.12, 0.97, 0.08], [0.005, 0.15, 0.5, 0.995, 0.01], [0.02, 0.02, 0.5, 0.98, 0.3],
    ];

    public bool HasSeveralMaxima => true;

    public double PresamplePower => 2;

    // h and q of the coming step.
    public int MemoryLength => 2;

    public void Rescale(Span<double> parameters, double factor) => parameters[Omega] *= factor * factor;

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        var (h, q) = First(parameters, start);
        for (var t = 0; t < variances.Length; t++)
        {
            variances[t] = h;
            if (t < residuals.Length) Step(parameters, residuals[t] * residuals[t], ref h, ref q);
        }
    }

    public double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        var levels = ArrayPool<double>.Shared.Rent(residuals.Length);
        Levels(parameters, residuals, start, levels);
        double alpha = parameters[Alpha], beta = parameters[Beta], rho = parameters[Rho], phi = parameters[Phi];
        // ∂L/∂h and ∂L/∂q of the step after, all ways through later steps included.
        var (byH, byQ) = (0.0, 0.0);
        var (sumOmega, sumAlpha, sumBeta, sumRho, sumPhi) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var t = residuals.Length - 1; t >= 0; t--)
        {
            var (e, h, q) = (residuals[t], variances[t], levels[t]);
            var square = e * e;
            sumOmega += byQ;
            sumAlpha += byH * (square - q);
            sumBeta += byH * (h - q);
            sumRho += byQ * q;
            sumPhi += byQ * (square - h);
            if (!residualGradient.IsEmpty) residualGradient[t] += 2 * e * ((alpha * byH) + (phi * byQ));
            var byThisH = weights[t] + (beta * byH) - (phi * byQ);
            byQ = byThisH + (rho * byQ) - ((alpha + beta) * byH);
            byH = byThisH;
        }
        ArrayPool<double>.Shared.Return(levels);
        if (!start.IsFirstVariance)
        {
            sumOmega += byQ;
            sumRho += byQ * start.Level;
        }
        gradient[Omega] += sumOmega;
        gradient[Alpha] += sumAlpha;
        gradient[Beta] += sumBeta;
        gradient[Rho] += sumRho;
        gradient[Phi] += sumPhi;
        return start.IsFirstVariance ? byQ : rho * byQ;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => (memory[0], memory[1]) = First(parameters, start);

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => memory[0];

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => Step(parameters, residual * residual, ref memory[0], ref memory[1]);

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments) => Step(parameters, memory[0], ref memory[0], ref memory[1]);

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        var (h, q) = (memory[0], memory[1]);
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = h;
            Step(parameters, h, ref h, ref q);
        }
        return true;
    }

    private static (double H, double Q) First(ReadOnlySpan<double> p, PresampleStart start)
    {
        var level = start.IsFirstVariance ? start.Level : Math.FusedMultiplyAdd(p[Rho], start.Level, p[Omega]);
        return (level, level);
    }

    private static void Step(ReadOnlySpan<double> p, double square, ref double h, ref double q)
    {
        var next = Math.FusedMultiplyAdd(p[Phi], square - h, Math.FusedMultiplyAdd(p[Rho], q, p[Omega]));
        h = Math.FusedMultiplyAdd(p[Beta], h - q, Math.FusedMultiplyAdd(p[Alpha], square - q, next));
        q = next;
    }

    private static void Levels(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> levels)
    {
        var (h, q) = First(parameters, start);
        for (var t = 0; t < residuals.Length; t++)
        {
            levels[t] = q;
            Step(parameters, residuals[t] * residuals[t], ref h, ref q);
        }
    }
}
