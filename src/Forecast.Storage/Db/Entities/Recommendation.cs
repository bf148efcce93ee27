namespace Forecast.Storage.Db.Entities;

/// <summary>A recommended change of an instrument's margin parameters, with its reasons, on its way through the committee.</summary>
public sealed class Recommendation
{
    /// <summary>Derived from the content, so that computing it again gives the same.</summary>
    public required string Id { get; init; }

    public required long WorkItemId { get; init; }

    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required long AsOf { get; init; }

    /// <summary>Where it stands in governance, as in <c>proposed</c>, <c>approved</c>.</summary>
    public required string State { get; set; }

    /// <summary>Concurrency token: whoever changes the state raises it by one, and a change based on an older version is refused.</summary>
    public required int Version { get; set; }

    /// <summary>True where the market data is simulated.</summary>
    public required bool Simulated { get; init; }

    public required string PolicyHash { get; init; }

    public int? CurrentInitialPpm { get; init; }

    public int? CurrentMaintenancePpm { get; init; }

    public int? CurrentMaximumLeverage { get; init; }

    public required int ProposedInitialPpm { get; init; }

    public required int ProposedMaintenancePpm { get; init; }

    public required int ProposedMaximumLeverage { get; init; }

    /// <summary>The whole recommendation as canonical JSON; an approval binds to its hash.</summary>
    public required string Content { get; init; }

    public required string ContentSha256 { get; init; }

    public required long CreatedAt { get; init; }
}
