using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Exponentially weighted moving average of squared residuals, its decay a parameter.
/// <code>h_t = lambda h_{t−1} + (1 − lambda) e²_{t−1},   E_T h_{T+j} = h_{T+1}</code>
/// <para>The first variance is the level under every convention. Domain: lambda from 0.01, below which a single zero return leaves no variance, to 1. It is an integrated GARCH(1,1) without a
/// constant, so it has no long-run level.</para>
/// <para>Reference: J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, section 5.2; lambda by maximum likelihood as in the package arch.</para>
/// </summary>
public sealed class EwmaEquation : IVarianceEquation
{
    private const double LeastDecay = 0.01;

    public string Id => "ewma";

    public IReadOnlyList<int> Orders => [];

    public IReadOnlyList<string> Names { get; } = ["lambda"];

    public IReadOnlyList<LinearConstraint> Constraints { get; } =
        [LinearConstraint.AtLeast(1, 0, LeastDecay, "lambda is at 0.01"), LinearConstraint.AtMost(1, 0, 1, "lambda is at 1")];

    public IReadOnlyList<double[]> Starts { get; } = [[0.94], [0.98], [0.8], [0.5]];

    public double PresamplePower => 2;

    public int MemoryLength => 1;

    public void Rescale(Span<double> parameters, double factor)
    {
    }

    public void Variances(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, Span<double> variances)
    {
        var (h, lambda) = (start.Level, parameters[0]);
        for (var t = 0; t < variances.Length; t++)
        {
            variances[t] = h;
            if (t < residuals.Length) h = Step(lambda, h, residuals[t] * residuals[t]);
        }
    }

    public double Adjoint(ReadOnlySpan<double> parameters, ReadOnlySpan<double> residuals, PresampleStart start, ReadOnlySpan<double> variances, Span<double> weights, Span<double> gradient, Span<double> residualGradient)
    {
        var (lambda, byNext, sum) = (parameters[0], 0.0, 0.0);
        for (var t = residuals.Length - 1; t >= 0; t--)
        {
            var e = residuals[t];
            sum += byNext * (variances[t] - (e * e));
            if (!residualGradient.IsEmpty) residualGradient[t] += 2 * e * (1 - lambda) * byNext;
            byNext = Math.FusedMultiplyAdd(lambda, byNext, weights[t]);
        }
        gradient[0] += sum;
        return byNext;
    }

    public void Open(ReadOnlySpan<double> parameters, PresampleStart start, Span<double> memory) => memory[0] = start.Level;

    public double Next(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory) => memory[0];

    public void Push(ReadOnlySpan<double> parameters, Span<double> memory, double residual, ReadOnlySpan<double> regressors) => memory[0] = Step(parameters[0], memory[0], residual * residual);

    public void Skip(ReadOnlySpan<double> parameters, Span<double> memory, ErrorMoments moments)
    {
    }

    public bool Expect(ReadOnlySpan<double> parameters, ReadOnlySpan<double> memory, ErrorMoments moments, Span<double> variances)
    {
        variances.Fill(memory[0]);
        return true;
    }

    private static double Step(double lambda, double h, double square) => Math.FusedMultiplyAdd(lambda, h - square, square);
}
