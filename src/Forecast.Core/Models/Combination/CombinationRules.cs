namespace Forecast.Core.Models;

/// <summary>
/// Ways to combine log forecasts of variance. Logs, because QLIKE is convex in ln f and the members err by factors.
/// <para>References: Stock and Watson (2004), Journal of Forecasting 23, for means, medians and inverse losses; Cesa-Bianchi and Lugosi (2006), Prediction, Learning, and Games, sections 2.2 and 2.11, for exponential weights with discounted losses; Joulani, György and
/// Szepesvári (2013), ICML, for losses that come late: they count when they are known; Timmermann (2006), Handbook of Economic Forecasting 1, chapter 4.</para>
/// </summary>
public static class CombinationRules
{
    // Slow: among members that are about as good, weights that follow losses fast add more noise than they remove.
    private const double Rate = 0.02;

    /// <summary>
    /// Exponentially weighted experts: w_m ∝ s_m exp(−η Excess_m), η = 0.02.
    /// </summary>
    public static double Experts(ReadOnlySpan<double> logForecasts, ReadOnlySpan<double> shares, ReadOnlySpan<MemberRecord> records)
    {
        var least = double.PositiveInfinity;
        foreach (var record in records) least = Math.Min(least, record.Excess);
        Span<double> weights = stackalloc double[shares.Length];
        for (var m = 0; m < weights.Length; m++) weights[m] = shares[m] * Math.Exp(-Rate * (records[m].Excess - least));
        return Mean(logForecasts, weights);
    }

    /// <summary>Inverse losses: w_m ∝ s_m / Ratio_m.</summary>
    public static double InverseLoss(ReadOnlySpan<double> logForecasts, ReadOnlySpan<double> shares, ReadOnlySpan<MemberRecord> records)
    {
        Span<double> weights = stackalloc double[shares.Length];
        for (var m = 0; m < weights.Length; m++) weights[m] = shares[m] / Math.Max(records[m].Ratio, 1e-3);
        return Mean(logForecasts, weights);
    }

    /// <summary>The mean of what remains when the ⌊n/4⌋ lowest and the ⌊n/4⌋ highest of n are left out; shares and losses do not count.</summary>
    public static double TrimmedMean(ReadOnlySpan<double> logForecasts, ReadOnlySpan<double> shares, ReadOnlySpan<MemberRecord> records) => Middle(logForecasts, logForecasts.Length / 4);

    /// <summary>The median; of an even number the mean of the middle two. Shares and losses do not count.</summary>
    public static double Median(ReadOnlySpan<double> logForecasts, ReadOnlySpan<double> shares, ReadOnlySpan<MemberRecord> records) => Middle(logForecasts, (logForecasts.Length - 1) / 2);

    private static double Middle(ReadOnlySpan<double> values, int trim)
    {
        Span<double> sorted = stackalloc double[values.Length];
        values.CopyTo(sorted);
        sorted.Sort();
        var kept = sorted[trim..^trim];
        var sum = 0.0;
        foreach (var value in kept) sum += value;
        return sum / kept.Length;
    }

    private static double Mean(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var m = 0; m < values.Length; m++) (sum, weight) = (sum + (weights[m] * values[m]), weight + weights[m]);
        return sum / weight;
    }
}
