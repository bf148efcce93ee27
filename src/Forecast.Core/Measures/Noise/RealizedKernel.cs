using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// Realised kernel: realised variance that weighted autocovariances relieve of market microstructure noise.
/// <code>
/// K = γ_0 + 2 Σ_{h = 1}^{H} w_h γ_h,   γ_h = Σ_{i = h + 1}^{n} r_i r_{i − h},   w_h = k(h / (H + 1)), or k((h − 1) / H) flat-top
/// </code>
/// <para>Conventions: the finite-sample form multiplies γ_h by n / (n − h), for the products that it lacks; highfrequency does so too, and counts the return of zero that it puts
/// before the first one, so n is the number of prices there. Its default is the rectangle with H = 1, its form flat-top.</para>
/// <para>Units: variance over the window. Shapes: n returns, oldest first. Domain: H ≥ 1; lags of n and more add nothing. Undefined without a return; 0 where the price never moves.
/// Flat-top, scaled, rectangular, Tukey–Hanning and cubic estimates can be below 0; Parzen's and Bartlett's in the textbook's non-negative form cannot. Ends are not averaged:
/// that is of the order of the noise variance of one price.</para>
/// <para>References: Barndorff-Nielsen, Hansen, Lunde and Shephard (2008), Econometrica 76, eq. 1; (2009), Econometrics Journal 12, eq. 1.</para>
/// </summary>
public static class RealizedKernel
{
    /// <summary>With the bandwidth of <see cref="KernelBandwidth"/>.</summary>
    public static double? Of(
        ReadOnlySpan<double> returns, KernelFunction kernel = KernelFunction.Parzen, KernelForm form = KernelForm.NonNegative, MeasureConvention convention = MeasureConvention.Textbook) =>
        Of(returns, KernelBandwidth.Rule(returns, kernel, form), kernel, form, convention);

    /// <summary>With bandwidth H.</summary>
    public static double? Of(
        ReadOnlySpan<double> returns, int bandwidth, KernelFunction kernel = KernelFunction.Parzen, KernelForm form = KernelForm.NonNegative, MeasureConvention convention = MeasureConvention.Textbook)
    {
        Guard.AtLeast(bandwidth, 1);
        if (returns.IsEmpty) return null;
        var n = returns.Length + (convention == MeasureConvention.HighFrequency ? 1.0 : 0);
        var sum = Guard.Finite(TensorPrimitives.Dot(returns, returns), "the sum of squared returns");
        for (var h = 1; h <= bandwidth && h < returns.Length; h++)
        {
            // One dot product a lag: vectors make it more than ten times as fast as a loop over scalars (86,400 returns, 80 lags).
            var product = TensorPrimitives.Dot(returns[h..], returns[..^h]);
            var scale = convention == MeasureConvention.Textbook ? 1 : n / (n - h);
            sum += 2 * KernelWeight.At(kernel, form, h, bandwidth) * scale * product;
        }
        return sum;
    }
}
