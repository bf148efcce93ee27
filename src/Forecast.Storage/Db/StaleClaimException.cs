namespace Forecast.Storage.Db;

/// <summary>The work item was taken over by another worker since it was claimed; nothing was written.</summary>
public sealed class StaleClaimException(Claim claim)
    : Exception($"work item {claim.WorkItemId} is no longer held under fence {claim.Fence}: another worker took it over after the lease lapsed; this attempt's results are discarded");
