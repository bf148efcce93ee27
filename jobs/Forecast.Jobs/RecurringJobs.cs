using Forecast.Pipeline;
using Hangfire;
using Hangfire.Storage;
using Microsoft.Extensions.Hosting;

namespace Forecast.Jobs;

/// <summary>Brings Hangfire's recurring jobs in line with <c>jobs/schedule.json</c> at start: adds and changes those in it, removes those that are gone.</summary>
internal sealed class RecurringJobs(Workspace workspace, IRecurringJobManager recurring, JobStorage storage) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(workspace.Root, "jobs", "schedule.json");
        var jobs = ScheduleFile.Read(path);
        using (var connection = storage.GetConnection())
        {
            foreach (var gone in connection.GetRecurringJobs().Select(j => j.Id).Except(jobs.Select(j => j.Step))) recurring.RemoveIfExists(gone);
        }
        foreach (var job in jobs)
        {
            try
            {
                recurring.AddOrUpdate<StepJob>(job.Step, job.Queue, j => j.Run(job.Step, "", "", CancellationToken.None), job.Cron,
                    new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(job.Zone), MisfireHandling = MisfireHandlingMode.Relaxed });
            }
            catch (ArgumentException e)
            {
                throw new InvalidDataException($"{path}: cron '{job.Cron}' of {job.Step} is not a schedule; write five fields, as in 20 0 * * *", e);
            }
        }
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
