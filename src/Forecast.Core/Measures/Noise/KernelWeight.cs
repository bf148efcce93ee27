namespace Forecast.Core.Measures;

/// <summary>
/// Weight functions of realised kernels and the constants of their bandwidth rules: <code>k⁰⁰ = ∫₀¹ k², k¹¹ = ∫₀¹ k'², k²² = ∫₀¹ k''², |k''(0)|</code>
/// <para>Units: none. Domain: x in [0, 1]; beyond 1 every weight is 0.</para>
/// <para>Reference: Barndorff-Nielsen, Hansen, Lunde and Shephard (2008), Econometrica 76, table 2.</para>
/// </summary>
public static class KernelWeight
{
    /// <summary>k(x).</summary>
    public static double Of(KernelFunction kernel, double x) => x > 1 ? 0 : kernel switch
    {
        KernelFunction.Parzen => x <= 0.5 ? 1 - (6 * x * x * (1 - x)) : 2 * Cube(1 - x),
        KernelFunction.TukeyHanning2 => Square(Math.Sin(Math.PI / 2 * Square(1 - x))),
        KernelFunction.Cubic => 1 - (x * x * (3 - (2 * x))),
        KernelFunction.TukeyHanning => (1 + Math.Cos(Math.PI * x)) / 2,
        KernelFunction.Bartlett => 1 - x,
        KernelFunction.Rectangular => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(kernel), kernel, "there is no such kernel"),
    };

    /// <summary>k(h / (H + 1)) or k((h − 1) / H).</summary>
    internal static double At(KernelFunction kernel, KernelForm form, int lag, int bandwidth) =>
        Of(kernel, form == KernelForm.FlatTop ? (lag - 1.0) / bandwidth : lag / (bandwidth + 1.0));

    /// <summary>k⁰⁰, k¹¹, k²² and |k''(0)| of a function that is smooth at 0; null for the others.</summary>
    internal static (double K00, double K11, double K22, double Curvature)? Smooth(KernelFunction kernel) => kernel switch
    {
        // 151/560 = 0.26964; the papers cut it to 0.269, and so everyone's c = 3.5134.
        KernelFunction.Parzen => (0.269, 1.5, 24, 12),
        KernelFunction.TukeyHanning2 => (0.21852442117184, 1.71236357761541, 41.761200320488, 2 * Math.PI * Math.PI),
        KernelFunction.Cubic => (13.0 / 35, 1.2, 12, 6),
        KernelFunction.TukeyHanning => (0.375, Math.PI * Math.PI / 8, Math.Pow(Math.PI, 4) / 8, Math.PI * Math.PI / 2),
        _ => null,
    };

    private static double Square(double x) => x * x;

    private static double Cube(double x) => x * x * x;
}
