using Forecast.Core.Numerics;
using MathNet.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The generalised error distribution, scaled to variance 1: normal at ν = 2, Laplace at ν = 1, with thinner tails above.
/// <code>ln f(e | h) = ln ν − ln λ − (1 + 1/ν) ln 2 − ln Γ(1/ν) − ½ ln h − ½ |z/λ|^ν,   z = e/√h,   λ² = 2^(−2/ν) Γ(1/ν)/Γ(3/ν)</code>
/// <para>Domain: ν in [1.01, 500]. Variances between 1e-150 and 1e150, or the log-likelihood is −∞.</para>
/// <para>References: Nelson (1991), Econometrica 59, eq. 2.4; draws: a gamma variable to the power 1/ν, after Marsaglia and Tsang (2000), ACM Transactions on Mathematical Software 26.</para>
/// </summary>
public sealed class GeneralizedErrors : IErrorDistribution
{
    public string Id => "ged";

    public IReadOnlyList<string> Names { get; } = ["nu"];

    public IReadOnlyList<(double Least, double Largest)> Bounds { get; } = [(1.01, 500)];

    public IReadOnlyList<double> Start { get; } = [1.5];

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape) => LogLikelihood(residuals, variances, shape, [], [], []);

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> byVariance, Span<double> byResidual, Span<double> byShape)
    {
        var nu = shape[0];
        var sums = new GeneralizedLanes(nu, LogScale(nu));
        if (!ErrorLanes.Add(ref sums, residuals, variances, byVariance, byResidual)) return double.NegativeInfinity;
        if (byShape.Length > 0)
        {
            var (first, third) = (SpecialFunctions.DiGamma(1 / nu) / (nu * nu), SpecialFunctions.DiGamma(3 / nu) / (nu * nu));
            var scaleSlope = (Constants.Ln2 / (nu * nu)) + (0.5 * ((3 * third) - first));
            byShape[0] += (residuals.Length * ((1 / nu) - scaleSlope + (Constants.Ln2 / (nu * nu)) + first)) - (0.5 * (sums.Entropies - (nu * scaleSlope * sums.Powers)));
        }
        return (residuals.Length * LogPeak(nu)) - (0.5 * (sums.LogVariances + sums.Powers));
    }

    public void LogDensities(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> densities)
    {
        var (nu, scale, peak) = (shape[0], Math.Exp(LogScale(shape[0])), LogPeak(shape[0]));
        for (var t = 0; t < residuals.Length; t++)
            densities[t] = peak - (0.5 * (Math.Log(variances[t]) + Math.Pow(Math.Abs(residuals[t]) / (scale * Math.Sqrt(variances[t])), nu)));
    }

    public double Probability(double z, ReadOnlySpan<double> shape)
    {
        var tail = Tail(Math.Abs(z), shape[0], Math.Exp(LogScale(shape[0])));
        return z < 0 ? tail : 1 - tail;
    }

    public double Quantile(double probability, ReadOnlySpan<double> shape)
    {
        if (probability == 0.5) return 0;
        var (nu, scale, peak) = (shape[0], Math.Exp(LogScale(shape[0])), LogPeak(shape[0]));
        var x = TailQuantile.Find(x => Tail(x, nu, scale), x => Math.Exp(peak - (0.5 * Math.Pow(x / scale, nu))), Math.Min(probability, 1 - probability));
        return probability < 0.5 ? -x : x;
    }

    public double PartialMoment(double order, bool below, ReadOnlySpan<double> shape) =>
        0.5 * Math.Exp((order * (LogScale(shape[0]) + (Constants.Ln2 / shape[0]))) + SpecialFunctions.GammaLn((order + 1) / shape[0]) - SpecialFunctions.GammaLn(1 / shape[0]));

    public double Draw(Xoshiro256 random, ReadOnlySpan<double> shape)
    {
        var nu = shape[0];
        // ½ |z/λ|^ν is gamma of order 1/ν < 1: one of order 1/ν + 1 times U^ν.
        var size = Math.Exp(LogScale(nu)) * Math.Pow(2 * random.NextGamma(1 + (1 / nu)), 1 / nu) * random.NextUniform();
        return random.NextUniform() < 0.5 ? -size : size;
    }

    private static double LogScale(double nu) => (0.5 * (SpecialFunctions.GammaLn(1 / nu) - SpecialFunctions.GammaLn(3 / nu))) - (Constants.Ln2 / nu);

    private static double LogPeak(double nu) => Math.Log(nu) - LogScale(nu) - ((1 + (1 / nu)) * Constants.Ln2) - SpecialFunctions.GammaLn(1 / nu);

    private static double Tail(double x, double nu, double scale) => 0.5 * SpecialFunctions.GammaUpperRegularized(1 / nu, 0.5 * Math.Pow(x / scale, nu));
}
