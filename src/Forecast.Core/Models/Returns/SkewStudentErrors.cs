using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Hansen's skewed Student-t: mean 0, variance 1, tails of order η, and more probability on the right of its mode (λ &gt; 0) or the left (λ &lt; 0).
/// <code>f(z) = b c (1 + y²/(η−2))^(−(η+1)/2),   y = (b z + a)/(1 + s λ),   s = sign(b z + a)</code>
/// <code>c = Γ((η+1)/2)/(Γ(η/2) √(π(η−2))),   a = 4 λ c (η−2)/(η−1),   b² = 1 + 3λ² − a²,   ln f(e | h) = ln f(e/√h) − ½ ln h</code>
/// <para>Domain: η in [2.05, 300], λ in [−0.9999, 0.9999], short of ±1 where one side has no density; moments of order η and above are infinite. Variances between 1e-150 and 1e150, or the
/// log-likelihood is −∞.</para>
/// <para>Reference: Hansen (1994), International Economic Review 35, eq. 10 to 13.</para>
/// </summary>
public sealed class SkewStudentErrors : IErrorDistribution
{
    private const double LargestSkew = 0.9999;

    public string Id => "skewt";

    public IReadOnlyList<string> Names { get; } = ["eta", "lambda"];

    public IReadOnlyList<(double Least, double Largest)> Bounds { get; } = [(2.05, 300), (-LargestSkew, LargestSkew)];

    public IReadOnlyList<double> Start { get; } = [8, 0];

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape) => LogLikelihood(residuals, variances, shape, [], [], []);

    public double LogLikelihood(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> byVariance, Span<double> byResidual, Span<double> byShape)
    {
        var (eta, lambda, f) = (shape[0], shape[1], new SkewStudentForm(shape[0], shape[1]));
        var sums = new SkewStudentLanes(eta, lambda, f.A, f.B);
        if (!ErrorLanes.Add(ref sums, residuals, variances, byVariance, byResidual)) return double.NegativeInfinity;
        if (byShape.Length > 0)
        {
            var (scaleSlope, aByLambda) = (StudentErrors.LogScaleSlope(eta), f.ShiftPerSkew);
            var aByEta = f.A * (scaleSlope + (1 / (eta - 2)) - (1 / (eta - 1)));
            var (bByEta, bByLambda) = (-f.A * aByEta / f.B, ((3 * lambda) - (f.A * aByLambda)) / f.B);
            byShape[0] += (residuals.Length * ((bByEta / f.B) + scaleSlope)) - (0.5 * sums.LogTails) + (0.5 * (eta + 1) / (eta - 2) * sums.Shares)
                - ((eta + 1) * ((bByEta * sums.ShockSlopes) + (aByEta * sums.Slopes)));
            byShape[1] += (residuals.Length * bByLambda / f.B) - ((eta + 1) * ((bByLambda * sums.ShockSlopes) + (aByLambda * sums.Slopes) - sums.SideSlopes));
        }
        return (residuals.Length * (Math.Log(f.B) + f.LogScale)) - (0.5 * sums.LogVariances) - (0.5 * (eta + 1) * sums.LogTails);
    }

    public void LogDensities(ReadOnlySpan<double> residuals, ReadOnlySpan<double> variances, ReadOnlySpan<double> shape, Span<double> densities)
    {
        var f = new SkewStudentForm(shape[0], shape[1]);
        for (var t = 0; t < residuals.Length; t++)
            densities[t] = f.LogDensity(residuals[t] / Math.Sqrt(variances[t])) - (0.5 * Math.Log(variances[t]));
    }

    public double Probability(double z, ReadOnlySpan<double> shape)
    {
        var y = new SkewStudentForm(shape[0], shape[1]).Unskewed(z);
        return y < 0 ? (1 - shape[1]) * StudentErrors.Tail(-y, shape[0]) : 1 - ((1 + shape[1]) * StudentErrors.Tail(y, shape[0]));
    }

    public double Quantile(double probability, ReadOnlySpan<double> shape)
    {
        var (lambda, f) = (shape[1], new SkewStudentForm(shape[0], shape[1]));
        var isLeft = probability < (1 - lambda) / 2;
        var tail = isLeft ? probability / (1 - lambda) : (1 - probability) / (1 + lambda);
        var y = StudentErrors.Quantile(Math.Min(tail, 0.5), shape[0]);
        return f.Skewed(isLeft ? y : -y);
    }

    /// <summary>By quadrature, to about 1e-12 of its value.</summary>
    public double PartialMoment(double order, bool below, ReadOnlySpan<double> shape)
    {
        if (order >= shape[0]) return double.PositiveInfinity;
        // The density has a kink at its mode and |z| one at 0: both are ends of integrals.
        var f = new SkewStudentForm(shape[0], shape[1]);
        var mode = f.Skewed(0);
        var middle = below == mode < 0 && mode != 0
            ? TanhSinh.Integrate(z => Math.Pow(Math.Abs(z), order) * f.Density(z), Math.Min(mode, 0), Math.Max(mode, 0))
            : 0;
        return middle + TailMoment(order, below, below == mode < 0 ? mode : 0, f);
    }

    public double Draw(Xoshiro256 random, ReadOnlySpan<double> shape)
    {
        var y = Math.Abs(StudentErrors.Draw(random, shape[0]));
        return new SkewStudentForm(shape[0], shape[1]).Skewed(random.NextUniform() < (1 - shape[1]) / 2 ? -y : y);
    }

    // From z outwards. With |y| = √(η−2) cot φ the tail is an integral of (|z| sin φ)^k (sin φ)^(η−1−k) over 0 to φ₀, and φ = φ₀ w^m takes the singularity at 0 out of it.
    private static double TailMoment(double order, bool below, double z, SkewStudentForm f)
    {
        var (root, side, shift) = (Math.Sqrt(f.Eta - 2), below ? 1 - f.Lambda : 1 + f.Lambda, below ? f.A : -f.A);
        var end = Math.Atan2(root, Math.Abs(f.Unskewed(z)));
        var m = Math.Max(1, 1 / (f.Eta - order));
        var integral = TanhSinh.Integrate(
            w =>
            {
                var angle = end * Math.Pow(w, m);
                var (sine, cosine) = Math.SinCos(angle);
                var reach = Math.Max(0, ((side * root * cosine) + (shift * sine)) / f.B);
                return Math.Pow(reach, order) * Math.Pow(angle > 0 ? sine / angle : 1, f.Eta - 1 - order) * Math.Pow(w, (m * (f.Eta - order)) - 1);
            },
            0,
            1);
        return Math.Exp(f.LogScale) * side * root * m * Math.Pow(end, f.Eta - order) * integral;
    }
}
