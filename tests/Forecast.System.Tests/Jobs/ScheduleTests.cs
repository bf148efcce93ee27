using Forecast.Jobs;
using Forecast.Pipeline.Steps;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Forecast.SystemTests.Storage;
using Hangfire;
using Hangfire.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace Forecast.SystemTests.Jobs;

public sealed class ScheduleTests(PostgresCluster cluster) : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly TestDatabases _databases = new(cluster);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _databases.Dispose();

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_scheduled_night_is_done_to_its_end(DatabaseProvider provider)
    {
        var address = _databases.Address(provider, migrated: true);
        using var keep = _databases.Open(address);
        using var small = new SmallWorkspace(address, instruments: 1);
        using var host = Build(small);
        await host.StartAsync(Cancellation);

        using (var connection = host.Services.GetRequiredService<JobStorage>().GetConnection())
        {
            var recurring = Assert.Single(connection.GetRecurringJobs());
            Assert.Equal(("nightly", "20 0 * * *", "Etc/UTC", "nightly"), (recurring.Id, recurring.Cron, recurring.TimeZoneId, recurring.Job.Queue));
        }
        // As the clock would.
        host.Services.GetRequiredService<IRecurringJobManager>().Trigger("nightly");

        var items = await Until(small, done => done.Count == StepCatalog.All.Count);
        Assert.All(items, w => Assert.Equal(("ALPHA-SIM", WorkStatus.Done, 1), (w.Symbol, w.Status, w.Attempts)));
        await using (var db = small.Workspace.Database.CreateContext()) Assert.Single(db.Recommendations);
        await host.StopAsync(Cancellation);
    }

    [Fact]
    public async Task A_schedule_that_Hangfire_cannot_read_stops_the_start_with_the_files_name()
    {
        using var small = new SmallWorkspace(null, instruments: 1);
        var file = small["jobs/schedule.json"];
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, Cancellation)).Replace("20 0 * * *", "at midnight", StringComparison.Ordinal), Cancellation);
        using var host = Build(small);

        var error = await Assert.ThrowsAsync<InvalidDataException>(() => host.StartAsync(Cancellation));

        Assert.StartsWith(file, error.Message);
        Assert.Contains("at midnight", error.Message);
    }

    private static IHost Build(SmallWorkspace small)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddLogging();
        builder.Services.AddSchedule(small.Workspace);
        return builder.Build();
    }

    // The ledger says when it is done; the deadline is only for a night that never ends.
    private static async Task<IReadOnlyList<WorkItem>> Until(SmallWorkspace small, Func<IReadOnlyList<WorkItem>, bool> enough)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        deadline.CancelAfter(Deadline);
        while (true)
        {
            await using var db = small.Workspace.Database.CreateContext();
            var items = await db.WorkItems.AsNoTracking().ToListAsync(deadline.Token);
            if (items.FirstOrDefault(w => w.Error is not null) is { } failed) Assert.Fail($"{failed.Step}: {failed.Error}");
            if (enough([.. items.Where(w => w.Status == WorkStatus.Done)])) return items;
            await Task.Delay(100, deadline.Token);
        }
    }
}
