namespace Forecast.Core.Margin;

/// <summary>A floor that is a share of another rate.</summary>
internal static class ShareFloor
{
    public static RuleStep Apply(string id, int ppm, int shareBps, int? ratePpm, string what)
    {
        if (ratePpm is not { } rate) return new RuleStep(id, ppm, ppm, $"no such floor under {Percentage.OfPpm(ppm)}");
        var floor = (int)Math.Min(MarginPolicy.Whole, (((long)rate * shareBps) + 9_999) / 10_000);
        return new RuleStep(id, ppm, Math.Max(ppm, floor), $"{(floor > ppm ? "raised to" : "above")} {Percentage.OfBps(shareBps)} of the {Percentage.OfPpm(rate)} {what}");
    }
}
