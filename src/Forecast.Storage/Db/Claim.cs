namespace Forecast.Storage.Db;

/// <summary>The answer to a claim; <paramref name="Fence"/> counts only where the outcome is <see cref="ClaimOutcome.Claimed"/>.</summary>
public sealed record Claim(long WorkItemId, ClaimOutcome Outcome, int Fence);
