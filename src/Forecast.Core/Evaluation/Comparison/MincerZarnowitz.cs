using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// Regression of what was realised on its forecast: an unbiased and efficient forecast has intercept 0 and slope 1.
/// <code>y_t = a + b f_t + e_t;   W = (θ̂ − θ₀)ᵀ V⁻¹ (θ̂ − θ₀) ~ χ²(2),  θ₀ = (0, 1),   V = (XᵀX)⁻¹ S (XᵀX)⁻¹</code>
/// <para>S is <see cref="NeweyWest"/>'s with bandwidth max(h − 1, ⌊4 (n/100)^{2/9}⌋), h the number of origins that a target spans. In logarithms one crash does not decide the
/// regression; but a forecast that is right for the mean then has an intercept below 0 by half the variance of the log error.</para>
/// <para>Shapes: realised values and forecasts of one length and unit, in time order. Domain: finite; positive for logarithms. Undefined with fewer than
/// <see cref="DieboldMariano.Least"/> rows, a constant forecast, or a perfect fit.</para>
/// <para>Reference: Mincer and Zarnowitz (1969), in Economic Forecasts and Expectations; Patton and Sheppard (2009), Handbook of Financial Time Series, section 2.</para>
/// </summary>
/// <param name="Intercept">a.</param>
/// <param name="Slope">b.</param>
/// <param name="InterceptError">Standard error of a.</param>
/// <param name="SlopeError">Standard error of b.</param>
/// <param name="RSquared">Share of the variance that is explained.</param>
/// <param name="Wald">Joint test of a = 0 and b = 1.</param>
/// <param name="Count">Rows n.</param>
/// <param name="Bandwidth">Bartlett bandwidth.</param>
public sealed record MincerZarnowitz(
    double Intercept, double Slope, double InterceptError, double SlopeError, double RSquared, ChiSquaredStatistic Wald, int Count, int Bandwidth)
{
    // Squared residuals of this share of the squares are rounding.
    private const double Perfect = 1e-24;

    /// <summary>The regression in levels.</summary>
    public static Outcome<MincerZarnowitz> Levels(double[] realized, double[] forecast, int steps)
    {
        Guard.AtLeast(steps, 1);
        Guard.SameLength(forecast.Length, realized.Length, nameof(forecast));
        Guard.AllFinite(realized);
        Guard.AllFinite(forecast);
        var n = realized.Length;
        if (n < DieboldMariano.Least) return new($"{n} rows; {DieboldMariano.Least} are needed");
        double[][] x = [.. forecast.Select(f => new[] { 1, f })];
        if (LinearRegression.Fit(x, realized) is not { } fit) return new("the forecasts do not vary");
        var (total, left) = (SquaresAboutMean(realized), DotProduct.Of(fit.Residuals, fit.Residuals));
        var bandwidth = DieboldMariano.BandwidthOf(n, steps);
        var s = NeweyWest.Covariance(x, fit.Residuals, bandwidth);
        var (s11, s12, s22) = (s[0, 0], s[0, 1], s[1, 1]);
        if (left <= Perfect * DotProduct.Of(realized, realized) || !Cholesky.Factor(s)) return new("the forecasts fit perfectly");
        // XᵀX (θ̂ − θ₀), whose square in the metric of S⁻¹ is the Wald statistic.
        var (sum, squares, bias, excess) = (forecast.Sum(), DotProduct.Of(forecast, forecast), fit.Coefficients[0], fit.Coefficients[1] - 1);
        double[] moved = [(n * bias) + (sum * excess), (sum * bias) + (squares * excess)], solved = [.. moved];
        Cholesky.Solve(s, solved);
        var determinant = n * SquaresAboutMean(forecast);
        double Error(double p, double q) => Math.Sqrt((p * p * s11) + (2 * p * q * s12) + (q * q * s22)) / determinant;
        return new MincerZarnowitz(
            fit.Coefficients[0], fit.Coefficients[1], Error(squares, -sum), Error(-sum, n), 1 - (left / total), ChiSquaredStatistic.Of(DotProduct.Of(moved, solved), 2), n, bandwidth);
    }

    /// <summary>The regression of logarithms.</summary>
    public static Outcome<MincerZarnowitz> Logs(double[] realized, double[] forecast, int steps) =>
        Levels([.. realized.Select(y => Math.Log(Guard.Positive(y, nameof(realized))))], [.. forecast.Select(f => Math.Log(Guard.Positive(f, nameof(forecast))))], steps);

    private static double SquaresAboutMean(double[] values)
    {
        var mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean));
    }
}
