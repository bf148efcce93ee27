namespace Forecast.Storage.Db.Entities;

/// <summary>Where a work item stands; stored in lower case.</summary>
public enum WorkStatus
{
    /// <summary>Nobody works on it.</summary>
    Pending,

    /// <summary>Its owner works on it until its lease lapses.</summary>
    Running,

    /// <summary>Its results are committed.</summary>
    Done,

    /// <summary>It failed in a way that trying again does not cure.</summary>
    Failed,
}
