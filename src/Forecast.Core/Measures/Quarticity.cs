using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised quarticity, aware of the time that each return spans.
/// <code>RQ = Σ r_i⁴ / (3 Σ δ_i²),   δ_i = span_i / Σ span</code>
/// <para>Without gaps δ = 1/n and this is the textbook (n/3) Σ r⁴; the textbook factor is wrong by up to the number of missing bars where a return
/// spans a gap, because the fourth power of such a return grows with the square of its span.</para>
/// <para>Units: variance squared, per window squared. Shapes: spans as long as returns. Domain: spans of at least 1; no returns give 0.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2002), JRSS B 64, for irregular times eq. 15.</para>
/// </summary>
public static class Quarticity
{
    public static double Of(ReadOnlySpan<double> returns, ReadOnlySpan<int> spans)
    {
        Guard.SameLength(spans.Length, returns.Length, nameof(spans));
        double fourth = 0, total = 0, square = 0;
        for (var i = 0; i < returns.Length; i++)
        {
            double span = Guard.AtLeast(spans[i], 1);
            fourth += returns[i] * returns[i] * (returns[i] * returns[i]);
            total += span;
            square += span * span;
        }
        return returns.Length == 0 ? 0 : fourth * total * total / (3 * square);
    }
}
