using Forecast.Core.Market;
using Forecast.Jobs;
using Forecast.Storage.Db.Entities;
using Hangfire.States;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Forecast.SystemTests.Jobs;

public sealed class StepJobTests : IDisposable
{
    private readonly SmallWorkspace _small = new(null, instruments: 2);
    private readonly RecordingClient _client = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private StepJob Job => new(_small.Workspace, _client, NullLogger<StepJob>.Instance);

    public void Dispose() => _small.Dispose();

    [Fact]
    public async Task The_night_enqueues_one_job_an_instrument_and_each_delivers_it()
    {
        await Job.Run(StepJob.Nightly, "", "", Cancellation);

        Assert.Equal(["simulated/ALPHA-SIM", "simulated/BRAVO-SIM"], _client.Created.Select(c => c.Job.Args[1]));
        Assert.All(_client.Created, c => Assert.Equal((StepJob.Queue, StepJob.Instrument), (((EnqueuedState)c.State).Queue, c.Job.Args[0])));
        var asOf = Instant.Format(Instant.Parse("2023-01-01") + (SmallWorkspace.Days * Duration.Day));
        Assert.All(_client.Created, c => Assert.Equal(asOf, Instant.Format(long.Parse((string)c.Job.Args[2], null))));

        await Run(_client.Created[0].Job);

        await using var db = _small.Workspace.Database.CreateContext();
        var items = await db.WorkItems.AsNoTracking().ToListAsync(Cancellation);
        Assert.Equal(["evaluate", "measure", "monitor", "recommend", "record", "score", "train"], items.Select(w => w.Step).Order());
        Assert.All(items, w => Assert.Equal(("ALPHA-SIM", WorkStatus.Done, null), (w.Symbol, w.Status, w.Error)));
        Assert.Equal("ALPHA-SIM", (await db.Recommendations.SingleAsync(Cancellation)).Symbol);

        // Hangfire delivers at least once: the second delivery does nothing.
        await Run(_client.Created[0].Job);
        Assert.All(await db.WorkItems.AsNoTracking().ToListAsync(Cancellation), w => Assert.Equal(1, w.Attempts));
    }

    [Fact]
    public async Task A_fault_of_the_machine_fails_the_job_so_that_it_is_tried_again()
    {
        await Job.Run(StepJob.Nightly, "", "", Cancellation);
        // A file where the step's folder would be.
        var inTheWay = _small["lake/measures_daily"];
        await File.WriteAllTextAsync(inTheWay, "", Cancellation);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Run(_client.Created[0].Job));
        Assert.Contains("ALPHA-SIM", error.Message);

        File.Delete(inTheWay);
        await Run(_client.Created[0].Job);
        await using var db = _small.Workspace.Database.CreateContext();
        Assert.All(await db.WorkItems.AsNoTracking().ToListAsync(Cancellation), w => Assert.Equal(WorkStatus.Done, w.Status));
    }

    [Theory]
    [InlineData("hourly", "", "", "no step 'hourly'")]
    [InlineData("instrument", "ALPHA-SIM", "0", "'ALPHA-SIM' is not venue/symbol")]
    [InlineData("instrument", "simulated/ALPHA-SIM", "yesterday", "'yesterday' is not an instant")]
    public async Task What_another_version_stored_is_refused(string step, string instrument, string asOf, string says) =>
        Assert.Contains(says, (await Assert.ThrowsAsync<ArgumentException>(() => Job.Run(step, instrument, asOf, Cancellation))).Message);

    private Task Run(Hangfire.Common.Job job) => Job.Run((string)job.Args[0], (string)job.Args[1], (string)job.Args[2], Cancellation);
}
