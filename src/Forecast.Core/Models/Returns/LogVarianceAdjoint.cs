using System.Numerics.Tensors;

namespace Forecast.Core.Models;

/// <summary>
/// The derivative of <see cref="LogVarianceRecursion.Variances"/>, with λ_t the derivative of L in ln h_t, through all later steps.
/// <code>λ_t = h_t ∂L/∂h_t + Σ_j β_j λ_{t+j} − ½ (|z_t| Σ_i α_i λ_{t+i} + z_t Σ_i γ_i λ_{t+i})</code>
/// <code>∂L/∂ω = Σ λ_t,   ∂L/∂α_i = Σ (|z_t| − √(2/π)) λ_{t+i},   ∂L/∂γ_i = Σ z_t λ_{t+i},   ∂L/∂β_j = Σ ln h_t λ_{t+j},   ∂L/∂e_t = (sign(e_t) Σ_i α_i λ_{t+i} + Σ_i γ_i λ_{t+i})/√h_t</code>
/// </summary>
internal readonly ref struct LogVarianceAdjoint(ReadOnlySpan<double> parameters, int shocks, int asymmetric, int lagged, PresampleStart start)
{
    // Roots and logarithms are taken of so many variances at once.
    private const int BlockLength = 256;

    private readonly ReadOnlySpan<double> _alpha = parameters.Slice(1, shocks);
    private readonly ReadOnlySpan<double> _gamma = parameters.Slice(1 + shocks, asymmetric);
    private readonly ReadOnlySpan<double> _beta = parameters.Slice(1 + shocks + asymmetric, lagged);

    /// <summary>Overwrites the weights ∂L/∂h_t with λ_t, adds to the gradients, and returns ∂L/∂level.</summary>
    public double Run(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        Span<double> inverseRoots = stackalloc double[BlockLength], logs = stackalloc double[BlockLength];
        var isFirstOrder = shocks <= 1 && asymmetric <= 1 && lagged <= 1;
        for (var end = weights.Length; end > 0; end -= BlockLength)
        {
            var from = Math.Max(0, end - BlockLength);
            var block = variances[from..end];
            TensorPrimitives.ReciprocalSqrt(block, inverseRoots);
            TensorPrimitives.Log(block, logs);
            if (isFirstOrder) FirstOrder(residuals, variances, inverseRoots, logs, from, end, weights, gradient, residualGradient);
            else AnyOrder(residuals, variances, inverseRoots, logs, from, end, weights, gradient, residualGradient);
        }
        return Start(weights, gradient);
    }

    private void FirstOrder(
        ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> inverseRoots, ReadOnlySpan<double> logs, int from, int end, Span<double> weights, Span<double> gradient,
        Span<double> residualGradient)
    {
        var (alpha, gamma, beta) = (_alpha.Length > 0 ? _alpha[0] : 0, _gamma.Length > 0 ? _gamma[0] : 0, _beta.Length > 0 ? _beta[0] : 0);
        double next = end < weights.Length ? weights[end] : 0, bySize = 0, bySign = 0, byLog = 0, byOmega = 0;
        for (var t = end - 1; t >= from; t--)
        {
            var inverseRoot = inverseRoots[t - from];
            var z = residuals[t] * inverseRoot;
            var size = Math.Abs(z);
            bySize += next * (size - LogVarianceRecursion.NormalSize);
            bySign += next * z;
            byLog += next * logs[t - from];
            if (residualGradient.Length > 0) residualGradient[t] += next * inverseRoot * (Math.CopySign(z == 0 ? 0 : alpha, z) + gamma);
            var feedback = beta - (0.5 * ((alpha * size) + (gamma * z)));
            next = Math.FusedMultiplyAdd(feedback, next, weights[t] * variances[t]);
            weights[t] = next;
            byOmega += next;
        }
        gradient[0] += byOmega;
        if (_alpha.Length > 0) gradient[1] += bySize;
        if (_gamma.Length > 0) gradient[1 + _alpha.Length] += bySign;
        if (_beta.Length > 0) gradient[1 + _alpha.Length + _gamma.Length] += byLog;
    }

    private void AnyOrder(
        ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> inverseRoots, ReadOnlySpan<double> logs, int from, int end, Span<double> weights, Span<double> gradient,
        Span<double> residualGradient)
    {
        for (var t = end - 1; t >= from; t--)
        {
            var inverseRoot = inverseRoots[t - from];
            var z = residuals[t] * inverseRoot;
            var (bySize, bySign) = (Later(_alpha, weights, t, Math.Abs(z) - LogVarianceRecursion.NormalSize, gradient[1..]), Later(_gamma, weights, t, z, gradient[(1 + _alpha.Length)..]));
            var byLog = Later(_beta, weights, t, logs[t - from], gradient[(1 + _alpha.Length + _gamma.Length)..]);
            if (residualGradient.Length > 0) residualGradient[t] += inverseRoot * ((z > 0 ? bySize : z < 0 ? -bySize : 0) + bySign);
            weights[t] = (weights[t] * variances[t]) + byLog - (0.5 * ((Math.Abs(z) * bySize) + (z * bySign)));
            gradient[0] += weights[t];
        }
    }

    // Σ_i c_i λ_{t+i}, with λ_{t+i} × the term's value at t added to the gradient in c_i.
    private double Later(ReadOnlySpan<double> coefficients, ReadOnlySpan<double> lambda, int t, double term, Span<double> gradient)
    {
        var sum = 0.0;
        for (var i = 0; i < coefficients.Length && t + 1 + i < lambda.Length; i++)
        {
            // The first variances of this start follow from nothing.
            if (start.IsFirstVariance && t + 1 + i < Longest) continue;
            sum += coefficients[i] * lambda[t + 1 + i];
            gradient[i] += term * lambda[t + 1 + i];
        }
        return sum;
    }

    // What comes from before the first observation, in ln level.
    private double Start(ReadOnlySpan<double> lambda, Span<double> gradient)
    {
        var byLog = 0.0;
        if (start.IsFirstVariance)
        {
            foreach (var first in lambda[..Math.Min(Longest, lambda.Length)]) byLog += first;
            gradient[0] -= byLog;
            return byLog / start.Level;
        }
        for (var j = 0; j < _beta.Length; j++)
        {
            var sum = 0.0;
            foreach (var early in lambda[..Math.Min(j + 1, lambda.Length)]) sum += early;
            gradient[1 + _alpha.Length + _gamma.Length + j] += sum * Math.Log(start.Level);
            byLog += _beta[j] * sum;
        }
        return byLog / start.Level;
    }

    private int Longest => Math.Max(_alpha.Length, Math.Max(_gamma.Length, _beta.Length));
}
