using Forecast.Core.Numerics;

namespace Forecast.Core.Measures;

/// <summary>
/// How many autocovariances a realised kernel takes, so that its mean squared error is least; ξ² = ω² / IV, the noise variance over the integrated variance.
/// <code>
/// non-negative, smooth k:  H = c ξ^{4/5} n^{3/5},  c = (k''(0)² / k⁰⁰)^{1/5}                                   3.5134 for Parzen
/// flat-top, smooth k:      H = c ξ n^{1/2},        c² = (k¹¹ / k⁰⁰) (1 + √(1 + 3 k⁰⁰ k²² / k¹¹²))               5.74 for Tukey–Hanning₂
/// Bartlett:                H = c ξ^{4/3} n^{2/3},  c = 12^{1/3}                                                the rule of the two-scales estimator
/// </code>
/// Integrated quarticity is taken to be IV², as the papers do: then c needs no estimate of it, and the bandwidth errs on the long side.
/// <para>Units: variances over the window; n and H in returns. Domain: ω² ≥ 0, IV ≥ 0, n ≥ 1; H is rounded and lies in [1, n − 1], and is 1 where n or IV leave no choice. The rectangle
/// has no rule.</para>
/// <para>References: Barndorff-Nielsen, Hansen, Lunde and Shephard (2009), Econometrics Journal 12, section 2.2; (2011), Journal of Econometrics 162, section 3.4; (2008), Econometrica 76,
/// section 4.3; Zhang, Mykland and Aït-Sahalia (2005), eq. 58.</para>
/// </summary>
public static class KernelBandwidth
{
    // 20 minutes of a day of 24 hours, as sparse as the papers sample for the first look at the integrated variance.
    private const int SparseReturns = 72;

    /// <summary>H from the variances.</summary>
    public static int Rule(double noiseVariance, double integratedVariance, int n, KernelFunction kernel = KernelFunction.Parzen, KernelForm form = KernelForm.NonNegative)
    {
        Guard.InRange(noiseVariance, 0, double.MaxValue);
        Guard.InRange(integratedVariance, 0, double.MaxValue);
        Guard.AtLeast(n, 1);
        if (n < 3 || integratedVariance == 0) return 1;
        var noise = Math.Sqrt(noiseVariance / integratedVariance);
        var real = (KernelWeight.Smooth(kernel), form) switch
        {
            ({ } k, KernelForm.NonNegative) => Math.Pow(k.Curvature * k.Curvature / k.K00, 0.2) * Math.Pow(noise, 0.8) * Math.Pow(n, 0.6),
            ({ } k, _) => Math.Sqrt(k.K11 / k.K00 * (1 + Math.Sqrt(1 + (3 * k.K00 * k.K22 / (k.K11 * k.K11))))) * noise * Math.Sqrt(n),
            _ when kernel == KernelFunction.Bartlett => Math.Cbrt(12) * Math.Pow(noise, 4.0 / 3) * Math.Pow(n, 2.0 / 3),
            _ => throw new ArgumentException($"there is no bandwidth rule for the {kernel} kernel; give the bandwidth", nameof(kernel)),
        };
        return (int)Math.Clamp(Math.Round(real), 1, n - 1);
    }

    /// <summary>H from the returns: ω² from all of them (<see cref="NoiseVariance.FromRealizedVariance"/>), IV from averaged sparse ones.</summary>
    public static int Rule(ReadOnlySpan<double> returns, KernelFunction kernel = KernelFunction.Parzen, KernelForm form = KernelForm.NonNegative) =>
        returns.IsEmpty ? 1 : Rule(NoiseVariance.FromRealizedVariance(returns)!.Value, SparseVariance(returns), returns.Length, kernel, form);

    /// <summary>Averaged RV of some seventy returns a window, which noise hardly reaches.</summary>
    internal static double SparseVariance(ReadOnlySpan<double> returns) =>
        SubsampledVariance.Of(returns, Math.Max(1, returns.Length / SparseReturns), MeasureConvention.FiniteSample) ?? 0;
}
