namespace Forecast.Storage.Db;

/// <summary>What came of trying to claim a work item.</summary>
public enum ClaimOutcome
{
    /// <summary>It is the caller's to compute.</summary>
    Claimed,

    /// <summary>Its results are committed already.</summary>
    Done,

    /// <summary>A living owner works on it.</summary>
    Busy,

    /// <summary>It failed for good; <see cref="Ledger.Reopen"/> makes it pending again.</summary>
    Failed,
}
