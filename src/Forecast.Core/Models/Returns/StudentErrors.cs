using Forecast.Core.Numerics;
using MathNet.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Student's t, scaled to variance 1: tails that fall as |z| to the power −(ν + 1).
/// <code>ln f(e | h) = ln Γ((ν+1)/2) − ln Γ(ν/2) − ½ ln π(ν−2) − ½ ln h − ½ (ν+1) ln(1 + e²/((ν−2) h))</code>
/// <para>Domain: ν in [2.05, 500]; moments of order ν and above are infinite. Variances between 1e-150 and 1e150, or the log-likelihood is −∞.</para>
/// <para>References: Bollerslev (1987), Review of Economics and Statistics 69, eq. 1; draws: Bailey (1994), Mathematics of Computation 62.</para>
/// </summary>
public sealed class StudentErrors : IErrorDistribution
{
    public string Id => "t";

    public IReadOnlyList<string> Names { get; } = ["nu"];

    public IReadOnlyList<(double Least, double Largest)> Bounds { get; } = [(2.05, 500)];

    public IReadOnlyList<double> Start { get; } = [8];

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape) => LogLikelihood(residuals, variances, shape, [], [], []);

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> byVariance, Span<double> byResidual, Span<double> byShape)
    {
        var nu = shape[0];
        var sums = new StudentLanes(nu);
        if (!ErrorLanes.Add(ref sums, residuals, variances, byVariance, byResidual)) return double.NegativeInfinity;
        if (byShape.Length > 0)
            byShape[0] += (residuals.Length * LogScaleSlope(nu)) - (0.5 * sums.LogTails) + (0.5 * (nu + 1) / (nu - 2) * sums.Shares);
        return (residuals.Length * LogScale(nu)) - (0.5 * sums.LogVariances) - (0.5 * (nu + 1) * sums.LogTails);
    }

    public void LogDensities(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> densities)
    {
        var (nu, scale) = (shape[0], LogScale(shape[0]));
        for (var t = 0; t < residuals.Length; t++)
            densities[t] = scale - (0.5 * Math.Log(variances[t])) - (0.5 * (nu + 1) * Math.Log(1 + (residuals[t] * residuals[t] / ((nu - 2) * variances[t]))));
    }

    public double Probability(double z, ReadOnlySpan<double> shape) => z < 0 ? Tail(-z, shape[0]) : 1 - Tail(z, shape[0]);

    public double Quantile(double probability, ReadOnlySpan<double> shape) => Quantile(probability, shape[0]);

    public double PartialMoment(double order, bool below, ReadOnlySpan<double> shape)
    {
        var nu = shape[0];
        if (order >= nu) return double.PositiveInfinity;
        return Math.Exp((0.5 * order * Math.Log(nu - 2)) + SpecialFunctions.GammaLn((order + 1) / 2) + SpecialFunctions.GammaLn((nu - order) / 2) - SpecialFunctions.GammaLn(nu / 2)) / (2 * Constants.SqrtPi);
    }

    public double Draw(Xoshiro256 random, ReadOnlySpan<double> shape) => Draw(random, shape[0]);

    /// <summary>ln of the density at 0 for h = 1.</summary>
    internal static double LogScale(double nu) => SpecialFunctions.GammaLn((nu + 1) / 2) - SpecialFunctions.GammaLn(nu / 2) - (0.5 * Math.Log(Math.PI * (nu - 2)));

    /// <summary>Its derivative.</summary>
    internal static double LogScaleSlope(double nu) => 0.5 * (SpecialFunctions.DiGamma((nu + 1) / 2) - SpecialFunctions.DiGamma(nu / 2) - (1 / (nu - 2)));

    /// <summary>P(Z ≥ x), x ≥ 0.</summary>
    internal static double Tail(double x, double nu) => 0.5 * SpecialFunctions.BetaRegularized(nu / 2, 0.5, (nu - 2) / (nu - 2 + (x * x)));

    internal static double Quantile(double probability, double nu)
    {
        if (probability == 0.5) return 0;
        var scale = LogScale(nu);
        var x = TailQuantile.Find(x => Tail(x, nu), x => Math.Exp(scale - (0.5 * (nu + 1) * Math.Log(1 + (x * x / (nu - 2))))), Math.Min(probability, 1 - probability));
        return probability < 0.5 ? -x : x;
    }

    /// <summary>The polar method: a point of the unit disc gives its first coordinate, stretched.</summary>
    internal static double Draw(Xoshiro256 random, double nu)
    {
        double u, w;
        do
        {
            u = (2 * random.NextUniform()) - 1;
            var v = (2 * random.NextUniform()) - 1;
            w = (u * u) + (v * v);
        }
        while (w >= 1 || w == 0);
        return u * Math.Sqrt((nu - 2) * (Math.Pow(w, -2 / nu) - 1) / w);
    }
}
