using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>Losses of forecasts of the lower tail of a return: value at risk v, its α-quantile, and expected shortfall e, its mean below v. Both are returns, so negative in the tail.</summary>
public static class TailLoss
{
    /// <summary>
    /// Tick loss (α − 1{y &lt; v})(y − v), in the unit of the return: least in expectation at the α-quantile.
    /// Domain: finite y and v, 0 &lt; α &lt; 1. Reference: Koenker and Bassett (1978), Econometrica 46.
    /// </summary>
    public static double Tick(double outcome, double quantile, double probability)
    {
        var error = Guard.Finite(outcome) - Guard.Finite(quantile);
        return (Guard.InsideUnit(probability) - (error < 0 ? 1 : 0)) * error;
    }

    /// <summary>
    /// FZ0 loss 1{y ≤ v}(y − v)/(α e) + v/e + ln(−e) − 1: least in expectation at quantile and expected shortfall together; differences are free of the return's unit.
    /// Domain: finite y and v, e below 0, 0 &lt; α &lt; 1. Reference: Patton, Ziegel and Chen (2019), Journal of Econometrics 211, eq. 6.
    /// </summary>
    public static double Fz0(double outcome, double valueAtRisk, double expectedShortfall, double probability)
    {
        var depth = -Guard.Positive(-expectedShortfall, nameof(expectedShortfall));
        var beyond = Math.Min(0, Guard.Finite(outcome) - Guard.Finite(valueAtRisk));
        return (beyond / (Guard.InsideUnit(probability) * depth)) + (valueAtRisk / depth) + Math.Log(-depth) - 1;
    }
}
