namespace Forecast.Storage.Lake;

/// <summary>When the rows of a part could be known.</summary>
internal enum KnownRule
{
    /// <summary>Each bar at its end plus the source's delay: the first version that an archive gives.</summary>
    First,

    /// <summary>All at the instant of ingestion: they correct what was there.</summary>
    Correction,

    /// <summary>With the work item that refers to them by hash: computed, not observed.</summary>
    Derived,
}
