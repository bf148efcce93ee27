namespace Forecast.Core.Models;

/// <summary>
/// The parameters of a GARCH(1,1) with a constant mean, and the expectations that follow from them.
/// <code>r_t = mu + e_t,   h_{t+1} = omega + alpha e_t² + beta h_t,   E_t h_{t+1+j} = omega (1 − φʲ)/(1 − φ) + φʲ h_{t+1},   φ = alpha + beta</code>
/// <para>Units: mu in units of the returns, omega in their square, alpha and beta dimensionless.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Engle and Bollerslev (1986), eq. 21, for the forecasts.</para>
/// </summary>
public readonly record struct GarchParameters(double Mu, double Omega, double Alpha, double Beta)
{
    /// <summary>φ = alpha + beta, the share of a variance shock that is left one step later.</summary>
    public double Persistence => Alpha + Beta;

    /// <summary>omega / (1 − φ), to which forecasts converge; only where φ &lt; 1.</summary>
    public double UnconditionalVariance => Omega / (1 - Persistence);

    /// <summary>The conditional variance of the step after a residual <paramref name="e"/> whose own conditional variance was <paramref name="h"/>.</summary>
    public double Next(double e, double h) => Omega + (Alpha * e * e) + (Beta * h);

    /// <summary>Expected variance of the step <paramref name="step"/> ≥ 1 ahead, given the variance <paramref name="next"/> of the step 1 ahead.</summary>
    public double Ahead(double next, int step)
    {
        var (slope, constant) = Power(step - 1);
        return constant + (slope * next);
    }

    /// <summary>
    /// The variance expected over the next <paramref name="steps"/> ≥ 1 steps together is Constant + Slope × the variance of the step 1 ahead.
    /// </summary>
    public (double Slope, double Constant) Cumulative(int steps)
    {
        double slope = 1, constant = 0, sumSlope = 0, sumConstant = 0;
        for (var j = 0; j < steps; j++)
        {
            (sumSlope, sumConstant) = (sumSlope + slope, sumConstant + constant);
            (slope, constant) = (slope * Persistence, Omega + (Persistence * constant));
        }
        return (sumSlope, sumConstant);
    }

    // h ↦ omega + φ h, applied n times, by repeated squaring: only sums of positive terms, so it keeps its digits where φ is near 1.
    private (double Slope, double Constant) Power(int n)
    {
        double slope = 1, constant = 0, squareSlope = Persistence, squareConstant = Omega;
        for (; n > 0; n >>= 1)
        {
            if ((n & 1) == 1) (slope, constant) = (slope * squareSlope, squareConstant + (squareSlope * constant));
            (squareSlope, squareConstant) = (squareSlope * squareSlope, squareConstant + (squareSlope * squareConstant));
        }
        return (slope, constant);
    }
}
