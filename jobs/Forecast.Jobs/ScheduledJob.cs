namespace Forecast.Jobs;

/// <summary>A line of <c>jobs/schedule.json</c>.</summary>
/// <param name="Step">What runs: <c>nightly</c>.</param>
/// <param name="Cron">When, five fields.</param>
/// <param name="Zone">IANA zone of the cron expression.</param>
/// <param name="Queue">Queue; queues are served in alphabetical order.</param>
/// <param name="Misfire"><c>relaxed</c>: one job however many were missed. The ledger says what is missing, so one is enough.</param>
/// <param name="MaximumAgeHours">Older than this, the newest forecasts count as stale.</param>
/// <param name="Source">Where bars come from.</param>
/// <param name="Data">Folder of the source; null where it needs none.</param>
/// <param name="Interval">Interval of the bars.</param>
public sealed record ScheduledJob(string Step, string Cron, string Zone, string Queue, string Misfire, int MaximumAgeHours, string Source, string? Data, string Interval);
