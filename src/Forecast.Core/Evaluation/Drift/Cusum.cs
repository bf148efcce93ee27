using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The tabular cumulative sum: whether the mean of a series has moved from what it was, upwards and downwards.
/// <code>S⁺ ← max(0, S⁺ + z − k),   S⁻ ← max(0, S⁻ − z − k),   z = (x − μ)/σ, between −c and c</code>
/// <para>k is half the shift that is to be found, in standard deviations; the clip c keeps one wild value from being taken for a shift (Lucas and Crosier). With k = ½ and an alarm from 5 on,
/// independent normal values raise a false alarm on one side every 930 values on average.</para>
/// <para>Domain: finite values, σ above 0, k not below 0, c above k.</para>
/// <para>Reference: Page (1954), Biometrika 41; Lucas and Crosier (1982), Communications in Statistics 11; Montgomery (2013), Introduction to Statistical Quality Control, table 9.4.</para>
/// </summary>
/// <param name="Upper">S⁺ after the last value.</param>
/// <param name="Lower">S⁻ after the last value.</param>
public sealed record Cusum(double Upper, double Lower)
{
    /// <summary>Sums over <paramref name="values"/> in time order.</summary>
    /// <param name="values">The series.</param>
    /// <param name="mean">μ.</param>
    /// <param name="deviation">σ.</param>
    /// <param name="allowance">k.</param>
    /// <param name="clip">c; infinite for none.</param>
    public static Cusum Of(ReadOnlySpan<double> values, double mean, double deviation, double allowance, double clip = double.PositiveInfinity)
    {
        Guard.AllFinite(values);
        Guard.Finite(mean);
        Guard.Positive(deviation);
        Guard.InRange(allowance, 0, double.MaxValue);
        if (!(clip > allowance)) throw new ArgumentOutOfRangeException(nameof(clip), FormattableString.Invariant($"clip is {clip}; it must be above the allowance {allowance}"));
        var (upper, lower) = (0.0, 0.0);
        foreach (var x in values)
        {
            var z = Math.Clamp((x - mean) / deviation, -clip, clip);
            (upper, lower) = (Math.Max(0, upper + z - allowance), Math.Max(0, lower - z - allowance));
        }
        return new Cusum(upper, lower);
    }
}
