using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised quarticity; returns that are missing are taken to be like those that are there.
/// <code>RQ = (n² / (3 m)) Σ r_i⁴,   m returns of the n of the window;   without gaps the textbook (n/3) Σ r⁴</code>
/// <para>Units: variance squared, per window squared. Domain: at most as many returns as <c>expected</c>; no returns give 0.</para>
/// <para>Reference: Barndorff-Nielsen and Shephard (2002), JRSS B 64, eq. 12.</para>
/// </summary>
public static class Quarticity
{
    public static double Of(ReadOnlySpan<double> returns, int expected)
    {
        Guard.AtLeast(expected, returns.Length);
        var fourth = 0.0;
        foreach (var r in returns) fourth += r * r * (r * r);
        return returns.Length == 0 ? 0 : fourth * expected * ((double)expected / returns.Length) / 3;
    }
}
