namespace Forecast.Storage.Db.Entities;

/// <summary>The margin parameters that a venue had in force from an instant on; key: venue, symbol, effective-at.</summary>
public sealed class VenueParameter
{
    public required string Venue { get; init; }

    public required string Symbol { get; init; }

    public required long EffectiveAt { get; init; }

    public required int InitialMarginPpm { get; init; }

    public required int MaintenanceMarginPpm { get; init; }

    public required int MaximumLeverage { get; init; }

    public required long ImportedAt { get; init; }

    /// <summary>SHA-256 of the file that it was imported from.</summary>
    public required string SourceSha256 { get; init; }
}
