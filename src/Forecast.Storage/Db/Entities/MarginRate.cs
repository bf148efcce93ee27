namespace Forecast.Storage.Db.Entities;

/// <summary>A computed margin rate before policy: share of notional. Key: work item, margin period of risk, confidence, target, side, method.</summary>
public sealed class MarginRate
{
    public required long WorkItemId { get; init; }

    /// <summary>Margin period of risk.</summary>
    public required int MporMinutes { get; init; }

    public required int ConfidencePpm { get; init; }

    /// <summary>What it is a rate of, as in <c>initial</c>, <c>maintenance</c>.</summary>
    public required string Target { get; init; }

    /// <summary><c>long</c> or <c>short</c>.</summary>
    public required string Side { get; init; }

    public required string Method { get; init; }

    public required double Rate { get; init; }

    public required int Scenarios { get; init; }
}
