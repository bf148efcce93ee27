using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Whether normal scores z_t = Φ⁻¹(PIT_t) are independent standard normal, against a first-order autoregression.
/// <code>z_t − μ = ρ (z_{t−1} − μ) + σ ε_t;   LR = 2 (ln L(μ, σ, ρ) − ln L(0, 1, 0)) ~ χ²(3),   both over t = 2 … n given z₁</code>
/// <para>Domain: finite scores in time order; undefined with fewer than <see cref="Least"/>, or where they do not vary.</para>
/// <para>Reference: Berkowitz (2001), Journal of Business and Economic Statistics 19.</para>
/// </summary>
/// <param name="Mean">μ.</param>
/// <param name="Deviation">σ.</param>
/// <param name="Autocorrelation">ρ.</param>
/// <param name="LogLikelihood">ln L(μ, σ, ρ).</param>
/// <param name="StandardLogLikelihood">ln L(0, 1, 0).</param>
/// <param name="Test">The likelihood ratio.</param>
public sealed record BerkowitzTest(double Mean, double Deviation, double Autocorrelation, double LogLikelihood, double StandardLogLikelihood, ChiSquaredStatistic Test)
{
    /// <summary>Fewest scores.</summary>
    public const int Least = 10;

    /// <summary>Tests the normal scores <paramref name="z"/>.</summary>
    public static Outcome<BerkowitzTest> Of(double[] z, BerkowitzEstimate estimate = BerkowitzEstimate.ConditionalLikelihood)
    {
        Guard.AllFinite(z);
        if (z.Length < Least) return new($"{z.Length} scores; {Least} are needed");
        if (z.AsSpan().IndexOfAnyExcept(z[0]) < 0) return new("the scores do not vary");
        if ((estimate == BerkowitzEstimate.SampleMoments ? Moments(z) : Regression(z)) is not (var mean, var deviation, var rho) || !(deviation > 0)) return new("the scores do not vary about an autoregression");
        var (free, standard) = (GivenFirst(z, mean, deviation, rho), GivenFirst(z, 0, 1, 0));
        return new BerkowitzTest(mean, deviation, rho, free, standard, ChiSquaredStatistic.Of(2 * (free - standard), 3));
    }

    private static (double Mean, double Deviation, double Rho)? Regression(double[] z)
    {
        if (LinearRegression.Fit([.. z[..^1].Select(v => new[] { 1, v })], z[1..]) is not { } fit) return null;
        var (constant, rho) = (fit.Coefficients[0], fit.Coefficients[1]);
        return rho == 1 ? null : (constant / (1 - rho), Math.Sqrt(fit.Residuals.Average(e => e * e)), rho);
    }

    private static (double Mean, double Deviation, double Rho)? Moments(double[] z)
    {
        var mean = z.Average();
        double[] centred = [.. z.Select(v => v - mean)];
        double before = 0, products = 0;
        for (var t = 1; t < z.Length; t++) (before, products) = (before + (centred[t - 1] * centred[t - 1]), products + (centred[t] * centred[t - 1]));
        if (!(before > 0)) return null;
        var (rho, squares) = (products / before, centred[0] * centred[0]);
        for (var t = 1; t < z.Length; t++) squares += Math.Pow(centred[t] - (rho * centred[t - 1]), 2);
        return (mean, Math.Sqrt(squares / (z.Length - 1)), rho);
    }

    private static double GivenFirst(double[] z, double mean, double deviation, double rho)
    {
        var squares = 0.0;
        for (var t = 1; t < z.Length; t++) squares += Math.Pow((z[t] - mean - (rho * (z[t - 1] - mean))) / deviation, 2);
        return -0.5 * (((z.Length - 1) * (Math.Log(2 * Math.PI) + (2 * Math.Log(deviation)))) + squares);
    }
}
