namespace Forecast.Core.Models;

/// <summary>
/// The recursion of a <see cref="PowerGarch"/> with lags of 1 only, in s = h^{δ/2}.
/// <code>s_{t+1} = ω + (α + γ 1(e_t &lt; 0)) |e_t|^δ + β s_t;   λ_t = ∂L/∂s_t + β λ_{t+1} backwards</code>
/// <para>Forwards and backwards one multiply-add a step depends on the one before; everything else overlaps.</para>
/// </summary>
internal readonly ref struct PowerGarchStep(double omega, double alpha, double gamma, double beta, int power)
{
    private readonly double _omega = omega;
    private readonly double _alpha = alpha;
    private readonly double _gamma = gamma;
    private readonly double _beta = beta;
    private readonly int _power = power;

    /// <summary>s of the first step.</summary>
    public double Opening(PresampleStart start) => start.IsFirstVariance ? start.Level : After(start.Level, start.Level, 0.5 * start.Level);

    /// <summary>s of the step after a residual.</summary>
    public double After(double s, double residual)
    {
        var size = _power == 2 ? residual * residual : Math.Abs(residual);
        return Math.FusedMultiplyAdd(_beta, s, Math.FusedMultiplyAdd(_alpha + Fall(_gamma, residual), size, _omega));
    }

    /// <summary>s after |e|^δ = <paramref name="size"/>, of which <paramref name="below"/> counts as a fall.</summary>
    public double After(double s, double size, double below) => Math.FusedMultiplyAdd(_beta, s, Math.FusedMultiplyAdd(_gamma, below, Math.FusedMultiplyAdd(_alpha, size, _omega)));

    // The kernels are written out for each power, with and without asymmetry: a branch on the sign of a residual would be guessed wrong every other time.
    public void Variances(ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        double s = Opening(start), omega = _omega, alpha = _alpha, gamma = _gamma, beta = _beta;
        var steps = Math.Min(residuals.Length, variances.Length);
        residuals = residuals[..steps];
        if (_power == 1)
        {
            for (var t = 0; t < residuals.Length; t++)
            {
                variances[t] = s * s;
                s = Math.FusedMultiplyAdd(beta, s, Math.FusedMultiplyAdd(alpha + Fall(gamma, residuals[t]), Math.Abs(residuals[t]), omega));
            }
            if (variances.Length > steps) variances[steps] = s * s;
            return;
        }
        if (gamma == 0)
        {
            for (var t = 0; t < residuals.Length; t++)
            {
                variances[t] = s;
                s = Math.FusedMultiplyAdd(beta, s, Math.FusedMultiplyAdd(alpha, residuals[t] * residuals[t], omega));
            }
        }
        else
        {
            for (var t = 0; t < residuals.Length; t++)
            {
                variances[t] = s;
                s = Math.FusedMultiplyAdd(beta, s, Math.FusedMultiplyAdd(alpha + Fall(gamma, residuals[t]), residuals[t] * residuals[t], omega));
            }
        }
        if (variances.Length > steps) variances[steps] = s;
    }

    /// <summary>As <see cref="IVarianceEquation.Adjoint"/>; the gradient is in ω, α, γ, β.</summary>
    public double Adjoint(ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        residuals = residuals[..weights.Length];
        variances = variances[..weights.Length];
        var sums = _power == 1 ? Roots(residuals, variances, weights, residualGradient) : residualGradient.Length > 0 ? Squares(residuals, variances, weights, residualGradient) : Squares(residuals, variances, weights);
        var (next, byOmega, byAlpha, byGamma, byBeta) = sums;
        var level = next;
        if (start.IsFirstVariance)
        {
            byOmega -= next;
        }
        else
        {
            byAlpha += next * start.Level;
            byGamma += 0.5 * next * start.Level;
            byBeta += next * start.Level;
            level = next * (_alpha + (0.5 * _gamma) + _beta);
        }
        (gradient[0], gradient[1], gradient[2], gradient[3]) = (gradient[0] + byOmega, gradient[1] + byAlpha, gradient[2] + byGamma, gradient[3] + byBeta);
        return level;
    }

    // The passes backwards: λ of the first step, and the sums of λ times what each parameter multiplies, over the steps after the first (ω: over all).
    private Sums Squares(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> weights)
    {
        double beta = _beta, next = weights[^1], byOmega = next, byAlpha = 0, byGamma = 0, byBeta = 0;
        for (var t = weights.Length - 2; t >= 0; t--)
        {
            var (e, square) = (residuals[t], residuals[t] * residuals[t]);
            byAlpha = Math.FusedMultiplyAdd(next, square, byAlpha);
            byGamma = Math.FusedMultiplyAdd(next, Fall(square, e), byGamma);
            byBeta = Math.FusedMultiplyAdd(next, variances[t], byBeta);
            next = Math.FusedMultiplyAdd(beta, next, weights[t]);
            byOmega += next;
        }
        return new(next, byOmega, byAlpha, byGamma, byBeta);
    }

    private Sums Squares(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> weights, Span<double> residualGradient)
    {
        double beta = _beta, rise = 2 * _alpha, fall = 2 * _gamma, next = weights[^1], byOmega = next, byAlpha = 0, byGamma = 0, byBeta = 0;
        residualGradient = residualGradient[..weights.Length];
        for (var t = weights.Length - 2; t >= 0; t--)
        {
            var e = residuals[t];
            var (square, pull) = (e * e, next * e);
            byAlpha = Math.FusedMultiplyAdd(next, square, byAlpha);
            byGamma = Math.FusedMultiplyAdd(next, Fall(square, e), byGamma);
            byBeta = Math.FusedMultiplyAdd(next, variances[t], byBeta);
            residualGradient[t] = Math.FusedMultiplyAdd(pull, rise + Fall(fall, e), residualGradient[t]);
            next = Math.FusedMultiplyAdd(beta, next, weights[t]);
            byOmega += next;
        }
        return new(next, byOmega, byAlpha, byGamma, byBeta);
    }

    private Sums Roots(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, Span<double> weights, Span<double> residualGradient)
    {
        // ∂L/∂s = 2 s ∂L/∂h.
        for (var t = 0; t < weights.Length; t++) weights[t] *= 2 * Math.Sqrt(variances[t]);
        double beta = _beta, next = weights[^1], byOmega = next, byAlpha = 0, byGamma = 0, byBeta = 0;
        for (var t = weights.Length - 2; t >= 0; t--)
        {
            var e = residuals[t];
            byAlpha = Math.FusedMultiplyAdd(next, Math.Abs(e), byAlpha);
            byGamma = Math.FusedMultiplyAdd(next, Fall(-e, e), byGamma);
            byBeta = Math.FusedMultiplyAdd(next, Math.Sqrt(variances[t]), byBeta);
            if (residualGradient.Length > 0 && e != 0) residualGradient[t] += Math.CopySign(1, e) * next * (_alpha + Fall(_gamma, e));
            next = Math.FusedMultiplyAdd(beta, next, weights[t]);
            byOmega += next;
        }
        return new(next, byOmega, byAlpha, byGamma, byBeta);
    }

    /// <summary>
    /// E h of the coming steps where s itself is the recursion (δ = 1), by the first two moments of s.
    /// <code>s' = ω + A s,  A = β + (α + γ 1(z &lt; 0)) |z|:   E s' = ω + E A E s,   E s'² = ω² + 2 ω E A E s + E A² E s²</code>
    /// </summary>
    public bool ExpectSquares(double s, ErrorMoments moments, Span<double> variances)
    {
        var size = (_alpha * moments.Absolute(1)) + (_gamma * moments.Partial(1, true));
        var square = (_alpha * _alpha) + (_gamma * ((2 * _alpha) + _gamma) * moments.SquareBelow);
        var (first, second) = (_beta + size, (_beta * (_beta + (2 * size))) + square);
        var (mean, meanSquare) = (s, s * s);
        for (var j = 0; j < variances.Length; j++)
        {
            variances[j] = meanSquare;
            (mean, meanSquare) = (_omega + (first * mean), (_omega * _omega) + (2 * _omega * first * mean) + (second * meanSquare));
        }
        return true;
    }

    // The value where e < 0, else 0, without a branch: the sign bit, spread over all bits, masks it.
    private static double Fall(double value, double e) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) & (BitConverter.DoubleToInt64Bits(e) >> 63));

    private readonly record struct Sums(double First, double Omega, double Alpha, double Gamma, double Beta);
}
