namespace Forecast.Core.Margin;

/// <summary>Never aims below the floor of the instrument's class.</summary>
public sealed class FloorRule : IMarginRule
{
    public string Id => "floor";

    public RuleStep Apply(int ppm, RuleContext context)
    {
        var after = Math.Max(ppm, context.Class.FloorPpm);
        return new RuleStep(Id, ppm, after, after == ppm
            ? $"above the floor of {Percentage.OfPpm(context.Class.FloorPpm)} of class {context.Class.Name}"
            : $"raised to the floor of {Percentage.OfPpm(context.Class.FloorPpm)} of class {context.Class.Name}");
    }
}
