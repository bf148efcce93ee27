using Forecast.Core.Numerics;

namespace Forecast.Core.Evaluation;

/// <summary>
/// The probability that one side of an interval leaves out, led by what it did leave out: lower after a miss, higher after a hit, so that misses come as often as promised however the outcomes drift.
/// <code>λ₁ = α,   λ_{t+1} = λ_t + γ (α − 1{p_t &lt; λ_t})</code>
/// <para>p_t is where outcome t fell in the distribution at its origin, counted from the side in question. λ may leave [0, 1]: nothing, or everything, is then left out.</para>
/// <para>Domain: 0 &lt; α &lt; 1, γ ≥ 0. Over n outcomes the share of misses is within (1 + γ)/(γ n) of α where the interval widens without end.</para>
/// <para>Reference: Gibbs and Candès (2021), NeurIPS 34, eq. 2 and proposition 4.1.</para>
/// </summary>
public static class AdaptiveLevel
{
    /// <summary>The level after the outcomes at <paramref name="places"/>, in time order.</summary>
    public static double After(ReadOnlySpan<double> places, double nominal, double rate)
    {
        var level = Guard.InsideUnit(nominal);
        Guard.InRange(rate, 0, 1);
        foreach (var p in places) level += rate * (nominal - (p < level ? 1 : 0));
        return level;
    }
}
