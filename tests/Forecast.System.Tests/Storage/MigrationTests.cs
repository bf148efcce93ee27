using Forecast.Storage.Db;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class MigrationTests(PostgresCluster cluster) : IDisposable
{
    private readonly TestDatabases _databases = new(cluster);

    public void Dispose() => _databases.Dispose();

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void The_migrations_give_the_model(DatabaseProvider provider)
    {
        using var context = _databases.Create(provider).CreateContext();

        Assert.False(context.Database.HasPendingModelChanges());
        Assert.NotEmpty(context.Database.GetAppliedMigrations());
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void An_empty_database_needs_migration_until_it_is_migrated(DatabaseProvider provider)
    {
        var database = _databases.Create(provider, migrated: false);

        Assert.True(database.NeedsMigration());
        database.Migrate();
        Assert.False(database.NeedsMigration());
        database.Migrate();
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void A_database_of_a_newer_program_is_refused_and_left_alone(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        using var context = database.CreateContext();
        context.Database.ExecuteSqlRaw("INSERT INTO \"__EFMigrationsHistory\" VALUES ('99991231000000_Future', '99.0')");

        Assert.Contains("99991231000000_Future", Assert.Throws<SchemaException>(database.Migrate).Message);
        Assert.Throws<SchemaException>(() => database.NeedsMigration());
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public void What_an_earlier_program_published_stays_and_stays_as_it_was(DatabaseProvider provider)
    {
        var database = _databases.Create(provider, migrated: false);
        using (var context = database.CreateContext())
        {
            context.GetService<IMigrator>().Migrate("Registry");
            context.Database.ExecuteSqlRaw("INSERT INTO work_items (id, run_kind, step, venue, symbol, as_of, data_version, settings_hash, code_version, status, fence, attempts) VALUES (1, 'nightly', 'score', 'v', 'BTC', 5, 'd', 's', 'c', 'done', 1, 1)");
            context.Database.ExecuteSqlRaw("INSERT INTO volatility_forecasts (work_item_id, horizon_minutes, model, venue, symbol, origin, known_at, variance, lower_90, upper_90) VALUES (1, 60, 'har', 'v', 'BTC', 5, 6, 0.25, 0.125, 0.5)");
            context.Database.ExecuteSqlRaw("INSERT INTO forecast_outcomes (published_item_id, horizon_minutes, model, work_item_id, realized_variance, qlike) VALUES (1, 60, 'har', 1, 0.5, 0.1)");
        }
        database.Migrate();
        using var after = database.CreateContext();
        var (forecast, outcome) = (after.VolatilityForecasts.Single(), after.ForecastOutcomes.Single());
        Assert.Equal((0.25, 0.125, null, null), (forecast.Variance, forecast.Lower90, forecast.Lower95, forecast.ShockProbability));
        Assert.Equal((0.5, null), (outcome.RealizedVariance, outcome.Shock));
        Assert.All(after.ModelAliases, a => Assert.False(a.Withdrawn));
        foreach (var delete in new[] { "DELETE FROM model_aliases", "DELETE FROM forecast_outcomes" })
            Assert.Contains("is only ever added to", Assert.ThrowsAny<Exception>(() => after.Database.ExecuteSqlRaw(delete)).GetBaseException().Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task Several_may_migrate_at_once(DatabaseProvider provider)
    {
        var address = _databases.Address(provider);
        var databases = Enumerable.Range(0, 4).Select(_ => _databases.Open(address)).ToList();

        await Task.WhenAll(databases.Select(d => Task.Run(d.Migrate, TestContext.Current.CancellationToken)));

        Assert.All(databases, d => Assert.False(d.NeedsMigration()));
    }

    [Fact]
    public async Task A_lock_that_a_killed_migrator_left_on_SQLite_stops_nobody()
    {
        var database = _databases.Create(DatabaseProvider.Sqlite);
        using var context = database.CreateContext();
        context.Database.ExecuteSqlRaw("CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
        context.Database.ExecuteSqlRaw("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2024-01-01')");

        await Task.Run(database.Migrate, TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void SQLite_keeps_a_write_ahead_log()
    {
        using var context = _databases.Create(DatabaseProvider.Sqlite).CreateContext();

        Assert.Equal("wal", context.Database.SqlQueryRaw<string>("SELECT journal_mode AS \"Value\" FROM pragma_journal_mode").Single());
    }
}
