using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The joint Gaussian log-likelihood of returns and log realised measures under a Realized GARCH, with its exact gradient.
/// <code>ln L = −½ Σ (ln 2π + ln h_t + z_t²) − ½ Σ (ln 2π + ln lambda² + u_t²/lambda²),   h₁ = mean (r − mu)²</code>
/// <para>The first variance is rugarch's: the mean squared residual at the current mean, whose derivative in mu is included.</para>
/// <para>Gradient: one pass backwards. With w_t = ∂ln L/∂ln h_t at fixed later variances, a_t = w_t + beta a_{t+1} is the whole derivative, and ∂/∂omega = Σ a_{t+1}, ∂/∂alpha = Σ a_{t+1} ln x_t,
/// ∂/∂beta = Σ a_{t+1} ln h_t.</para>
/// <para>Profile: given (mu, omega, alpha, beta) the variances are known and the measurement equation is a linear regression with normal errors, so its five parameters have a closed form; the
/// gradient of the profile is that of the likelihood there (envelope theorem).</para>
/// <para>Shapes: T returns and T logs; parameters and gradient of length 9 in the order of <see cref="RealizedGarchParameters.Names"/>. An instance is a workspace for one thread.</para>
/// <para>Reference: Hansen, Huang and Shek (2012), Journal of Applied Econometrics 27, section 4 and appendix A.</para>
/// </summary>
public sealed class RealizedGarchLikelihood(double[] returns, double[] logs)
{
    private const double LogTwoPi = GarchRecursion.LogTwoPi;

    // Residuals of the measurement equation this small are rounding: the realised measure is a function of the return.
    private const double LeastNoise = 1e-20;

    private readonly double[] _logVariances = new double[returns.Length];
    private readonly double[] _inverseDeviations = new double[returns.Length];
    private readonly double[] _errors = new double[returns.Length];
    private readonly double[] _squares = new double[returns.Length];

    /// <summary>ln h_t of the last call.</summary>
    public ReadOnlySpan<double> LogVariances => _logVariances;

    /// <summary>ln h₁ and its derivative in mu.</summary>
    public static (double Level, double Slope) First(ReadOnlySpan<double> returns, double mu)
    {
        double sum = 0, squares = 0;
        foreach (var r in returns)
        {
            sum += r - mu;
            squares += (r - mu) * (r - mu);
        }
        return (Math.Log(squares / returns.Length), -2 * sum / squares);
    }

    /// <summary>ln L with its gradient; not finite outside the domain.</summary>
    public double Value(ReadOnlySpan<double> p, Span<double> gradient)
    {
        var slope = Run(p);
        return Finish(p, slope, gradient);
    }

    /// <summary>
    /// The highest ln L for p₀ … p₃ = mu, omega, alpha, beta: writes the five others into <paramref name="p"/>, and the gradient in all nine. With a <paramref name="persistence"/> delta is what
    /// that leaves, and the gradient in alpha and beta is along it.
    /// </summary>
    public double Profile(Span<double> p, Span<double> gradient, double? persistence = null)
    {
        var slope = Run(p);
        var target = logs;
        if (persistence is { } fixedShare)
        {
            p[6] = (fixedShare - p[3]) / p[2];
            target = new double[logs.Length];
            for (var t = 0; t < target.Length; t++) target[t] = logs[t] - (p[6] * _logVariances[t]);
        }
        double[][] columns = persistence is null ? [_errors, _squares, _logVariances] : [_errors, _squares];
        if (LeastSquares.Solve(columns, target) is not { } b) return double.NaN;
        (p[8], p[4], p[5]) = (b[0], b[1], b[2]);
        if (persistence is null) p[6] = b[3];
        var sum = 0.0;
        for (var t = 0; t < logs.Length; t++)
        {
            var u = Noise(p, t);
            sum += u * u;
        }
        if (!(sum > LeastNoise * logs.Length)) return double.NaN;
        p[7] = Math.Sqrt(sum / logs.Length);
        var value = Finish(p, slope, gradient);
        if (persistence is not null)
        {
            gradient[2] -= gradient[6] * p[6] / p[2];
            gradient[3] -= gradient[6] / p[2];
        }
        return value;
    }

    /// <summary>The scores of each step, by derivatives carried forwards.</summary>
    public double[][] Scores(ReadOnlySpan<double> p)
    {
        var scores = new double[returns.Length][];
        var slope = Run(p);
        Span<double> d = [slope, 0, 0, 0];
        var inverse = 1 / (p[7] * p[7]);
        for (var t = 0; t < returns.Length; t++)
        {
            var (z, u) = (_errors[t], Noise(p, t));
            var share = u * inverse;
            // ∂/∂ln h_t at fixed later variances.
            var weight = (0.5 * _squares[t]) - (share * ((0.5 * p[4] * z) + (p[5] * (_squares[t] + 1)) - p[6]));
            var score = scores[t] = new double[RealizedGarchParameters.Count];
            for (var k = 0; k < 4; k++) score[k] = weight * d[k];
            score[0] += (z - (share * (p[4] + (2 * p[5] * z)))) * _inverseDeviations[t];
            (score[4], score[5], score[6], score[7], score[8]) = (share * z, share * _squares[t], share * _logVariances[t], ((u * share) - 1) / p[7], share);
            (d[0], d[1], d[2], d[3]) = (p[3] * d[0], 1 + (p[3] * d[1]), logs[t] + (p[3] * d[2]), _logVariances[t] + (p[3] * d[3]));
        }
        return scores;
    }

    private double Run(ReadOnlySpan<double> p)
    {
        var (l, slope) = First(returns, p[0]);
        for (var t = 0; t < returns.Length; t++)
        {
            _logVariances[t] = l;
            var z = (returns[t] - p[0]) * (_inverseDeviations[t] = Math.Exp(-0.5 * l));
            (_errors[t], _squares[t]) = (z, (z * z) - 1);
            l = Math.FusedMultiplyAdd(p[3], l, Math.FusedMultiplyAdd(p[2], logs[t], p[1]));
        }
        return slope;
    }

    private double Finish(ReadOnlySpan<double> p, double slope, Span<double> gradient)
    {
        gradient.Clear();
        if (!(p[7] > 0)) return double.NaN;
        double beta = p[3], eta1 = p[4], eta2 = p[5], delta = p[6], xi = p[8], inverse = 1 / (p[7] * p[7]);
        double levels = 0, squares = 0, noises = 0, later = 0;
        // Sums in locals: in the span they would be read and written at every step.
        double byMu = 0, byOmega = 0, byAlpha = 0, byBeta = 0, byEta1 = 0, byEta2 = 0, byDelta = 0, byXi = 0;
        for (var t = returns.Length - 1; t >= 0; t--)
        {
            var (z, square, l, x) = (_errors[t], _squares[t], _logVariances[t], logs[t]);
            var u = x - xi - (delta * l) - (eta1 * z) - (eta2 * square);
            var share = u * inverse;
            levels += l;
            squares += square;
            noises += u * share;
            // What comes through the next variance, then this step's own part.
            byOmega += later;
            byAlpha += later * x;
            byBeta += later * l;
            byMu += (z - (share * (eta1 + (2 * eta2 * z)))) * _inverseDeviations[t];
            byEta1 += share * z;
            byEta2 += share * square;
            byDelta += share * l;
            byXi += share;
            later = Math.FusedMultiplyAdd(beta, later, (0.5 * square) - (share * ((0.5 * eta1 * z) + (eta2 * (square + 1)) - delta)));
        }
        var n = returns.Length;
        (gradient[0], gradient[1], gradient[2], gradient[3]) = (byMu + (later * slope), byOmega, byAlpha, byBeta);
        (gradient[4], gradient[5], gradient[6], gradient[7], gradient[8]) = (byEta1, byEta2, byDelta, (noises - n) / p[7], byXi);
        return -0.5 * ((2 * n * LogTwoPi) + levels + squares + n + (2 * n * Math.Log(p[7])) + noises);
    }

    private double Noise(ReadOnlySpan<double> p, int t) =>
        logs[t] - p[8] - (p[6] * _logVariances[t]) - (p[4] * _errors[t]) - (p[5] * _squares[t]);
}
