namespace Forecast.Core.Margin;

/// <summary>What a rule did to a margin.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Before">Margin before it, ppm.</param>
/// <param name="After">Margin after it, ppm.</param>
/// <param name="Sentence">What it did, in words with units.</param>
public sealed record RuleStep(string Rule, int Before, int After, string Sentence)
{
    /// <summary>Whether the rule changed the margin.</summary>
    public bool Binding => Before != After;
}
