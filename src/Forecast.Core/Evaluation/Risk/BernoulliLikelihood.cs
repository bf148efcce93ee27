namespace Forecast.Core.Evaluation;

/// <summary>Log-likelihood of x successes in n trials of one order, with 0 ln 0 = 0.</summary>
internal static class BernoulliLikelihood
{
    /// <summary>x ln p + (n − x) ln(1 − p).</summary>
    public static double Of(int count, int successes, double probability) =>
        (successes == 0 ? 0 : successes * Math.Log(probability)) + (successes == count ? 0 : (count - successes) * Math.Log(1 - probability));

    /// <summary>The same at its maximum, p = x/n.</summary>
    public static double OfShare(int count, int successes) => count == 0 ? 0 : Of(count, successes, successes / (double)count);
}
