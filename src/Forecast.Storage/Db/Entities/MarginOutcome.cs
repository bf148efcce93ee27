namespace Forecast.Storage.Db.Entities;

/// <summary>
/// What came of a margin of a published recommendation over its margin period of risk; only ever added. Key: work item that published it, period, confidence, side, method.
/// Rates and losses are shares of notional.
/// </summary>
public sealed class MarginOutcome
{
    /// <summary>Work item of the recommendation: the first that was published for its as-of.</summary>
    public required long PublishedItemId { get; init; }

    public required int MporMinutes { get; init; }

    public required int ConfidencePpm { get; init; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public required string Side { get; init; }

    /// <summary><c>static</c>, <c>dynamic</c>, <c>predictive</c>: rates before policy; <c>proposed</c>, <c>in-force</c>: initial margins.</summary>
    public required string Method { get; init; }

    /// <summary>Work item that found it; its as-of and data version say from which bars.</summary>
    public required long WorkItemId { get; init; }

    public required double Rate { get; init; }

    /// <summary>Signed loss at the end of the period, gains negative.</summary>
    public required double LossRate { get; init; }

    /// <summary>Whether the loss was above the margin.</summary>
    public bool Breached => LossRate > Rate;
}
