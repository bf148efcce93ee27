using System.Numerics.Tensors;

namespace Forecast.Core.Models;

/// <summary>
/// The derivative of an <see cref="Aparch"/>'s variances, with λ_t the derivative of L in s_t = σ_t^δ, through all later steps.
/// <code>λ_t = (2/δ) h_t/s_t ∂L/∂h_t + Σ_j β_j λ_{t+j},   x_{i,t} = (|e_t| − γ_i e_t)^δ</code>
/// <code>∂L/∂α_i = Σ x_{i,t} λ_{t+i},   ∂L/∂γ_i = ∓ Σ δ α_i x_{i,t}/(1 ∓ γ_i) λ_{t+i},   ∂L/∂δ = Σ α_i x_{i,t} ln(|e_t| − γ_i e_t) λ_{t+i} − Σ h_t ln h_t/δ ∂L/∂h_t</code>
/// </summary>
internal readonly ref struct AparchAdjoint(AparchOrders orders, ReadOnlySpan<double> parameters, PresampleStart start)
{
    // Powers and logarithms are taken of so many steps at once.
    private const int BlockLength = 256;

    // Instead of a residual of 0, whose logarithm is not finite.
    private const double LeastResidual = 1e-300;

    private readonly ReadOnlySpan<double> _parameters = parameters;
    private readonly PresampleStart _start = start;
    private readonly double _power = parameters[^1];

    // Steps whose variance is the level.
    private readonly int _kept = start.IsFirstVariance ? orders.Longest : 0;

    /// <summary>Overwrites the weights ∂L/∂h_t with λ_t, adds to the gradients, and returns ∂L/∂level.</summary>
    public double Run(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        Span<double> logSizes = stackalloc double[BlockLength], sizes = stackalloc double[BlockLength], logs = stackalloc double[BlockLength], roots = stackalloc double[BlockLength];
        Span<Shock> shocks = stackalloc Shock[orders.Shocks];
        for (var i = 0; i < shocks.Length; i++) shocks[i] = new(_parameters[1 + i], orders.Gamma(_parameters, i), _power);
        var level = 0.0;
        for (var end = weights.Length; end > 0; end -= BlockLength)
        {
            var from = Math.Max(0, end - BlockLength);
            var count = end - from;
            TensorPrimitives.Abs(residuals[from..end], logSizes);
            TensorPrimitives.Max(logSizes[..count], LeastResidual, logSizes);
            TensorPrimitives.Log(logSizes[..count], logSizes);
            TensorPrimitives.Multiply(logSizes[..count], _power, sizes);
            TensorPrimitives.Exp(sizes[..count], sizes);
            TensorPrimitives.Log(variances[from..end], logs);
            TensorPrimitives.Multiply(logs[..count], _power / 2, roots);
            TensorPrimitives.Exp(roots[..count], roots);
            for (var t = end - 1; t >= from; t--)
            {
                Shocks(shocks, residuals[t], sizes[t - from], logSizes[t - from], t, weights, gradient, residualGradient.Length > 0 ? residualGradient[t..] : default);
                var later = 0.0;
                for (var j = 0; j < orders.Lagged; j++)
                {
                    var lambda = Later(weights, t + 1 + j);
                    later = Math.FusedMultiplyAdd(_parameters[orders.FirstBeta + j], lambda, later);
                    gradient[orders.FirstBeta + j] += lambda * roots[t - from];
                }
                if (t < _kept)
                {
                    level += weights[t] + FromLevel(later, gradient);
                    continue;
                }
                var direct = weights[t] * variances[t] / _power;
                gradient[^1] -= direct * logs[t - from];
                weights[t] = (2 * direct / roots[t - from]) + later;
                gradient[0] += weights[t];
            }
        }
        return level + Presample(weights, gradient);
    }

    private void Shocks(ReadOnlySpan<Shock> shocks, double residual, double size, double logSize, int t, ReadOnlySpan<double> weights, Span<double> gradient, Span<double> byResidual)
    {
        var isFall = residual < 0;
        for (var i = 0; i < shocks.Length; i++)
        {
            var (alpha, factor, log, slope) = shocks[i].Of(isFall);
            var term = factor * size * Later(weights, t + 1 + i);
            gradient[1 + i] += term;
            if (i < orders.Asymmetric) gradient[orders.FirstGamma + i] += alpha * term * slope;
            gradient[^1] += alpha * term * (logSize + log);
            if (byResidual.Length > 0 && residual != 0) byResidual[0] += alpha * term * _power / residual;
        }
    }

    // What comes from before the first observation.
    private double Presample(ReadOnlySpan<double> lambda, Span<double> gradient)
    {
        if (_start.IsFirstVariance) return 0;
        var (level, all) = (PowerLanes.Of(_start.Level, _power / 2), 0.0);
        for (var i = 0; i < orders.Shocks + orders.Lagged; i++)
        {
            var (parameter, lag) = i < orders.Shocks ? (1 + i, 1 + i) : (orders.FirstBeta + i - orders.Shocks, 1 + i - orders.Shocks);
            var sum = 0.0;
            foreach (var early in lambda[..Math.Min(lag, lambda.Length)]) sum += early;
            gradient[parameter] += sum * level;
            all += _parameters[parameter] * sum;
        }
        return FromLevel(all, gradient);
    }

    // ∂L/∂level, given ∂L/∂level^(δ/2); that in δ is added to the gradient.
    private double FromLevel(double byPower, Span<double> gradient)
    {
        var power = PowerLanes.Of(_start.Level, _power / 2);
        gradient[^1] += byPower * 0.5 * Math.Log(_start.Level) * power;
        return byPower * 0.5 * _power * power / _start.Level;
    }

    private double Later(ReadOnlySpan<double> lambda, int t) => t < lambda.Length && t >= _kept ? lambda[t] : 0;

    // α; (1 ∓ γ)^δ with its base's logarithm and its relative slope in γ, for rises and for falls.
    private readonly struct Shock(double alpha, double gamma, double power)
    {
        private readonly double _alpha = alpha;
        private readonly (double Factor, double Log, double Slope) _rise = (Math.Pow(1 - gamma, power), Math.Log(1 - gamma), -power / (1 - gamma));
        private readonly (double Factor, double Log, double Slope) _fall = (Math.Pow(1 + gamma, power), Math.Log(1 + gamma), power / (1 + gamma));

        public (double Alpha, double Factor, double Log, double Slope) Of(bool isFall) =>
            isFall ? (_alpha, _fall.Factor, _fall.Log, _fall.Slope) : (_alpha, _rise.Factor, _rise.Log, _rise.Slope);
    }
}
