namespace Forecast.Core.Evaluation;

/// <summary>Whether a challenger is proposed as champion, and why or why not.</summary>
/// <param name="Horizons">What each horizon says.</param>
public sealed record PromotionVerdict(IReadOnlyList<HorizonVerdict> Horizons)
{
    /// <summary>True where every condition holds at every horizon.</summary>
    public bool Proposed => Horizons.Count > 0 && Horizons.All(h => h.Checks.All(c => c.Passed));

    /// <summary>The sentences of the conditions that do not hold; where all do, of those that do.</summary>
    public IReadOnlyList<string> Reasons => [.. Horizons.SelectMany(h => h.Checks.Where(c => c.Passed == Proposed).Select(c => $"{Market.Duration.Format(h.Horizon)}: {c.Sentence}"))];
}
