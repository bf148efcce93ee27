using Forecast.Core.Numerics;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Forecast.Core.Models;

/// <summary>
/// Gaussian errors: with them maximum likelihood is quasi-maximum likelihood, consistent whatever the errors are.
/// <code>ln f(e | h) = −½ (ln 2π + ln h + e²/h),   ∂/∂h = ½ (e²/h − 1)/h,   ∂/∂e = −e/h</code>
/// <para>Domain: variances between 1e-150 and 1e150, or the log-likelihood is −∞.</para>
/// <para>Reference: Bollerslev and Wooldridge (1992), Econometric Reviews 11.</para>
/// </summary>
public sealed class NormalErrors : IErrorDistribution
{
    public string Id => "normal";

    public IReadOnlyList<string> Names => [];

    public IReadOnlyList<(double Least, double Largest)> Bounds => [];

    public IReadOnlyList<double> Start => [];

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape) => LogLikelihood(residuals, variances, shape, [], [], []);

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> byVariance, Span<double> byResidual, Span<double> byShape)
    {
        var sums = new NormalLanes();
        if (!ErrorLanes.Add(ref sums, residuals, variances, byVariance, byResidual)) return double.NegativeInfinity;
        return -0.5 * ((residuals.Length * Constants.LogSqrt2Pi * 2) + sums.LogVariances + sums.Squares);
    }

    public void LogDensities(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> densities)
    {
        for (var t = 0; t < residuals.Length; t++)
            densities[t] = -Constants.LogSqrt2Pi - (0.5 * (Math.Log(variances[t]) + (residuals[t] * residuals[t] / variances[t])));
    }

    public double Probability(double z, ReadOnlySpan<double> shape) => Normal.CDF(0, 1, z);

    public double Quantile(double probability, ReadOnlySpan<double> shape) => Normal.InvCDF(0, 1, probability);

    public double PartialMoment(double order, bool below, ReadOnlySpan<double> shape) =>
        Math.Exp((0.5 * order * Constants.Ln2) + SpecialFunctions.GammaLn((order + 1) / 2)) / (2 * Math.Sqrt(Math.PI));

    public double Draw(Xoshiro256 random, ReadOnlySpan<double> shape) => random.NextNormal();
}
