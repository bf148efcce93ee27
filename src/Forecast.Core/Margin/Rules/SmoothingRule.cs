namespace Forecast.Core.Margin;

/// <summary>
/// Moves a part of the way from the value in force to the aim, which is best for a stated trade-off between being near the aim and changing.
/// <code>after = in force + θ (aim − in force),   θ = (√(1 + 4λ) − 1)/(2λ),   the minimum of Σ (mₜ − aimₜ)² + λ Σ (mₜ − mₜ₋₁)²</code>
/// <para>for an aim that is as likely to rise as to fall; rounded up to a ppm. λ = 0: the whole way. Reference: Gârleanu and Pedersen (2013), Journal of Finance 68, proposition 2, without discount.</para>
/// </summary>
public sealed class SmoothingRule : IMarginRule
{
    public string Id => "smoothing";

    public bool IsOn(MarginPolicy policy) => policy.Cycle.SmoothingTradeOff > 0;

    public RuleStep Apply(int ppm, RuleContext context)
    {
        if (context.CurrentPpm is not { } current) return new RuleStep(Id, ppm, ppm, $"not smoothed: {Percentage.OfPpm(ppm)}");
        var share = Share(context.Policy.Cycle.SmoothingTradeOff);
        return new RuleStep(Id, ppm, (int)Math.Ceiling(current + (share * (ppm - current)) - 1e-6), $"{Percentage.Of(share)} of the way from {Percentage.OfPpm(current)} in force");
    }

    /// <summary>θ of a trade-off λ &gt; 0.</summary>
    public static double Share(double tradeOff) => (Math.Sqrt(1 + (4 * tradeOff)) - 1) / (2 * tradeOff);
}
