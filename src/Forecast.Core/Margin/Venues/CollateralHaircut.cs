using Forecast.Core.Numerics;

namespace Forecast.Core.Margin;

/// <summary>
/// Haircut of collateral that is revalued less often than daily, and what the collateral is then worth.
/// <code>H = min(1, H_M √((N_R + (T_M − 1))/T_M));   C_value = C (1 − H)</code>
/// <para>H_M is the haircut of the minimum holding period under daily revaluation: at 99 %, one-tailed, over at least 10 business days, from at least a year of history.</para>
/// <para>Units: haircuts are shares of value; N_R and T_M in business days. Domain: H_M and H in [0, 1], N_R and T_M at least 1; collateral at least 0.</para>
/// <para>Reference: Commission Delegated Regulation (EU) 2016/2251, annex III.</para>
/// </summary>
public static class CollateralHaircut
{
    /// <summary>The haircut of collateral that is revalued every <paramref name="revaluationDays"/>.</summary>
    /// <param name="haircut">H_M.</param>
    /// <param name="revaluationDays">N_R.</param>
    /// <param name="holdingDays">T_M.</param>
    public static double Scale(double haircut, int revaluationDays, int holdingDays)
    {
        Guard.AtLeast(revaluationDays, 1);
        Guard.AtLeast(holdingDays, 1);
        return Math.Min(1, Guard.InRange(haircut, 0, 1) * Math.Sqrt((revaluationDays + (holdingDays - 1.0)) / holdingDays));
    }

    /// <summary>What collateral counts for.</summary>
    public static double Value(double collateral, double haircut) => Guard.InRange(collateral, 0, double.MaxValue) * (1 - Guard.InRange(haircut, 0, 1));
}
