using Forecast.Core.Models;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Storage;

/// <summary>What was decided, published or read stays as it was, whoever asks.</summary>
public sealed class AppendOnlyTests(PostgresCluster cluster) : IDisposable
{
    private readonly TestDatabases _databases = new(cluster);

    public void Dispose() => _databases.Dispose();

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task Rows_can_be_added_but_neither_changed_nor_deleted(DatabaseProvider provider)
    {
        var stop = TestContext.Current.CancellationToken;
        var database = _databases.Create(provider);
        await using (var context = database.CreateContext())
        {
            context.AddRange(Rows());
            await context.SaveChangesAsync(stop);
        }
        await using var db = database.CreateContext();
        Func<Task>[] changes =
        [
            () => db.ModelAliases.Where(a => a.Number == 2).ExecuteUpdateAsync(s => s.SetProperty(a => a.Model, "other"), stop),
            () => db.ForecastOutcomes.ExecuteUpdateAsync(s => s.SetProperty(o => o.RealizedVariance, 2), stop),
            () => db.MarginOutcomes.ExecuteUpdateAsync(s => s.SetProperty(o => o.LossRate, 0), stop),
            () => db.DriftReadings.ExecuteUpdateAsync(s => s.SetProperty(r => r.Alarm, false), stop),
            () => db.ModelAliases.ExecuteDeleteAsync(stop),
            () => db.ForecastOutcomes.ExecuteDeleteAsync(stop),
            () => db.MarginOutcomes.ExecuteDeleteAsync(stop),
            () => db.DriftReadings.ExecuteDeleteAsync(stop),
            async () =>
            {
                db.ModelAliases.Remove(await db.ModelAliases.FirstAsync(stop));
                await db.SaveChangesAsync(stop);
            },
        ];
        foreach (var change in changes) Assert.Contains("is only ever added to", (await Assert.ThrowsAnyAsync<Exception>(change)).GetBaseException().Message, StringComparison.Ordinal);

        await using var after = database.CreateContext();
        Assert.Equal((3, 1, 1, 1), (await after.ModelAliases.CountAsync(stop), await after.ForecastOutcomes.CountAsync(stop), await after.MarginOutcomes.CountAsync(stop), await after.DriftReadings.CountAsync(stop)));
        Assert.True((await after.DriftReadings.SingleAsync(stop)).Alarm);
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task The_first_champion_is_there_from_the_beginning_and_of_two_decisions_with_one_number_one_is_refused(DatabaseProvider provider)
    {
        var stop = TestContext.Current.CancellationToken;
        var database = _databases.Create(provider);
        await using var first = database.CreateContext();
        Assert.Equal([("market", ModelCatalog.Champion, 0), ("simulated", ModelCatalog.Champion, 0)], (await first.ModelAliases.OrderBy(a => a.Scope).ToListAsync(stop)).Select(a => (a.Scope, a.Model, a.EffectiveAt)));
        await using var second = database.CreateContext();
        first.Add(Rows().OfType<ModelAlias>().Single());
        second.Add(Rows().OfType<ModelAlias>().Single());
        await first.SaveChangesAsync(stop);
        await Assert.ThrowsAsync<DbUpdateException>(() => second.SaveChangesAsync(stop));
    }

    private static object[] Rows() =>
    [
        new WorkItem { Id = 1, RunKind = "nightly", Step = "score", Venue = "v", Symbol = "s", AsOf = 1, DataVersion = "d", SettingsHash = "s", CodeVersion = "c", Status = WorkStatus.Done },
        new VolatilityForecast { WorkItemId = 1, HorizonMinutes = 60, Model = "har", Venue = "v", Symbol = "s", Origin = 1, KnownAt = 1, Variance = 1 },
        new ModelAlias { Scope = "market", Alias = "champion", Number = 2, Model = "har", EffectiveAt = 2, DecidedAt = 1, DecidedBy = "Ann", Reason = "better", Evidence = "{}" },
        new ForecastOutcome { PublishedItemId = 1, HorizonMinutes = 60, Model = "har", WorkItemId = 1, RealizedVariance = 1, Qlike = 0, Inside90 = null },
        new MarginOutcome { PublishedItemId = 1, MporMinutes = 1440, ConfidencePpm = 990_000, Side = "long", Method = "static", WorkItemId = 1, Rate = 0.1, LossRate = 0.2 },
        new DriftReading { WorkItemId = 1, Kind = "loss", Subject = "har", HorizonMinutes = 60, N = 3, Statistic = 6, Threshold = 5, Shift = 1, Alarm = true },
    ];
}
