using System.Collections.Concurrent;
using Forecast.Core.Market;
using Forecast.Storage;
using Forecast.Storage.Db;
using Forecast.Storage.Db.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Forecast.SystemTests.Storage;

public sealed class LedgerTests(PostgresCluster cluster) : IDisposable
{
    private static readonly ProcessIdentity Elsewhere = new("another-host", 1, "1");
    private readonly TestDatabases _databases = new(cluster);
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2024, 5, 1, 0, 0, 0, TimeSpan.Zero));

    public void Dispose() => _databases.Dispose();

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_plan_keeps_its_order_and_adds_only_what_is_missing(DatabaseProvider provider)
    {
        var ledger = new Ledger(_databases.Create(provider), _clock);

        var first = await ledger.Plan([Key("B"), Key("A")], Cancellation);
        var again = await ledger.Plan([Key("A"), Key("C"), Key("B") with { RunKind = "backfill" }, Key("C")], Cancellation);

        Assert.Equal([1, 2], first.Select(w => w.Id));
        Assert.Equal([2, 3, 1, 3], again.Select(w => w.Id));
        Assert.All(again, w => Assert.Equal(WorkStatus.Pending, w.Status));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task Many_who_plan_the_same_at_once_plan_it_once(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var keys = Enumerable.Range(0, 40).Select(i => Key($"S{i}")).ToList();

        var plans = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => Task.Run(() => new Ledger(database, _clock).Plan([.. keys.Skip(n)], Cancellation))));

        await using var context = database.CreateContext();
        var items = await context.WorkItems.OrderBy(w => w.Id).ToListAsync(Cancellation);
        Assert.Equal(keys.Count, items.Count);
        Assert.Equal(Enumerable.Range(1, keys.Count).Select(i => (long)i), items.Select(w => w.Id));
        Assert.All(plans, plan => Assert.All(plan, w => Assert.Equal(items[(int)w.Id - 1].Symbol, w.Symbol)));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task Of_many_claimers_exactly_one_wins(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var items = await new Ledger(database, _clock).Plan([.. Enumerable.Range(0, 10).Select(i => Key($"S{i}"))], Cancellation);

        var claims = new ConcurrentBag<Claim>();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            var ledger = new Ledger(database, _clock);
            foreach (var item in items) claims.Add(await ledger.Claim(item.Id, Cancellation));
        })));

        Assert.Equal(160, claims.Count);
        Assert.Equal(items.Select(w => w.Id), claims.Where(c => c.Outcome == ClaimOutcome.Claimed).Select(c => c.WorkItemId).Order());
        Assert.All(claims, c => Assert.True(c.Outcome is ClaimOutcome.Claimed or ClaimOutcome.Busy));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task Workers_side_by_side_commit_every_item_once(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var ledger = new Ledger(database, _clock);
        var items = await ledger.Plan([.. Enumerable.Range(0, 30).Select(i => Key($"S{i}"))], Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            foreach (var item in items)
            {
                var claim = await ledger.Claim(item.Id, Cancellation);
                if (claim.Outcome == ClaimOutcome.Claimed) await ledger.Commit(claim, Writes(item.Id), $"hash {item.Id}", Cancellation);
            }
        })));

        await using var context = database.CreateContext();
        Assert.Equal(items.Count, await context.VolatilityForecasts.CountAsync(Cancellation));
        Assert.All(await context.WorkItems.ToListAsync(Cancellation), w =>
            Assert.Equal((WorkStatus.Done, 1, 1, $"hash {w.Id}"), (w.Status, w.Fence, w.Attempts, w.ResultHash)));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_stale_commit_is_refused_and_writes_nothing(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var (frozen, other) = (new Ledger(database, _clock, Elsewhere, TimeSpan.Zero), new Ledger(database, _clock));
        var id = (await frozen.Plan([Key("A")], Cancellation))[0].Id;
        var stale = await frozen.Claim(id, Cancellation);
        var fresh = await other.Claim(id, Cancellation);

        await Assert.ThrowsAsync<StaleClaimException>(() => frozen.Commit(stale, Writes(id), "stale", Cancellation));
        await frozen.Fail(stale, "late", retryable: false, Cancellation);
        Assert.False(await frozen.Renew(stale, Cancellation));
        await using (var context = database.CreateContext()) Assert.False(await context.VolatilityForecasts.AnyAsync(Cancellation));

        await other.Commit(fresh, Writes(id), "fresh", Cancellation);
        await Assert.ThrowsAsync<StaleClaimException>(() => frozen.Commit(stale, Writes(id), "fresh", Cancellation));
        await using (var context = database.CreateContext())
        {
            var item = await context.WorkItems.SingleAsync(Cancellation);
            Assert.Equal((WorkStatus.Done, 2, 2, "fresh"), (item.Status, item.Fence, item.Attempts, item.ResultHash));
            Assert.Single(await context.VolatilityForecasts.ToListAsync(Cancellation));
        }
        Assert.Equal(ClaimOutcome.Done, (await frozen.Claim(id, Cancellation)).Outcome);
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_commit_whose_acknowledgement_was_lost_may_be_repeated(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var ledger = new Ledger(database, _clock);
        var id = (await ledger.Plan([Key("A")], Cancellation))[0].Id;
        var claim = await ledger.Claim(id, Cancellation);

        await ledger.Commit(claim, Writes(id), "hash", Cancellation);
        await ledger.Commit(claim, Writes(id), "hash", Cancellation);

        await Assert.ThrowsAsync<StaleClaimException>(() => ledger.Commit(claim, Writes(id), "another hash", Cancellation));
        await using var context = database.CreateContext();
        Assert.Single(await context.VolatilityForecasts.ToListAsync(Cancellation));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_commit_that_fails_half_way_leaves_nothing(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var ledger = new Ledger(database, _clock);
        var id = (await ledger.Plan([Key("A")], Cancellation))[0].Id;
        var claim = await ledger.Claim(id, Cancellation);

        await Assert.ThrowsAsync<InvalidOperationException>(() => ledger.Commit(claim, async context =>
        {
            await Writes(id)(context);
            await context.SaveChangesAsync(Cancellation);
            throw new InvalidOperationException("half-way");
        }, "hash", Cancellation));

        await using var context = database.CreateContext();
        Assert.False(await context.VolatilityForecasts.AnyAsync(Cancellation));
        Assert.Equal(WorkStatus.Running, (await context.WorkItems.SingleAsync(Cancellation)).Status);
        await ledger.Commit(claim, Writes(id), "hash", Cancellation);
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task An_item_of_a_killed_process_is_taken_over_at_once(DatabaseProvider provider)
    {
        using var process = new LivingProcess();
        var database = _databases.Create(provider);
        var killed = new Ledger(database, _clock, process.Identity);
        var id = (await killed.Plan([Key("A")], Cancellation))[0].Id;
        Assert.Equal(new Claim(id, ClaimOutcome.Claimed, 1), await killed.Claim(id, Cancellation));
        var ledger = new Ledger(database, _clock);
        Assert.Equal(ClaimOutcome.Busy, (await ledger.Claim(id, Cancellation)).Outcome);

        process.Kill();

        Assert.Equal(new Claim(id, ClaimOutcome.Claimed, 2), await ledger.Claim(id, Cancellation));
    }

    [Fact]
    public async Task On_SQLite_a_lease_lapses_by_the_given_clock_and_renewing_extends_it()
    {
        var database = _databases.Create(DatabaseProvider.Sqlite);
        var (away, ledger) = (new Ledger(database, _clock, Elsewhere, TimeSpan.FromMinutes(10)), new Ledger(database, _clock));
        var id = (await away.Plan([Key("A")], Cancellation))[0].Id;
        var claim = await away.Claim(id, Cancellation);

        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await away.Renew(claim, Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(ClaimOutcome.Busy, (await ledger.Claim(id, Cancellation)).Outcome);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(new Claim(id, ClaimOutcome.Claimed, 2), await ledger.Claim(id, Cancellation));
    }

    [Fact]
    public async Task On_PostgreSQL_a_lease_lapses_by_the_servers_clock_whatever_the_workers_say()
    {
        var database = _databases.Create(DatabaseProvider.Postgres);
        var (away, ledger) = (new Ledger(database, _clock, Elsewhere, TimeSpan.FromMinutes(10)), new Ledger(database, _clock));
        var id = (await away.Plan([Key("A")], Cancellation))[0].Id;
        await away.Claim(id, Cancellation);

        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(ClaimOutcome.Busy, (await ledger.Claim(id, Cancellation)).Outcome);
        await using (var context = database.CreateContext())
            await context.Database.ExecuteSqlRawAsync("UPDATE work_items SET lease_until = (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint - 1", Cancellation);
        Assert.Equal(new Claim(id, ClaimOutcome.Claimed, 2), await ledger.Claim(id, Cancellation));
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task A_failure_is_tried_again_or_stays_until_it_is_reopened(DatabaseProvider provider)
    {
        var database = _databases.Create(provider);
        var ledger = new Ledger(database, _clock);
        var id = (await ledger.Plan([Key("A")], Cancellation))[0].Id;

        await ledger.Fail(await ledger.Claim(id, Cancellation), "no answer", retryable: true, Cancellation);
        var second = await ledger.Claim(id, Cancellation);
        Assert.Equal(new Claim(id, ClaimOutcome.Claimed, 2), second);
        await ledger.Fail(second, "no such symbol", retryable: false, Cancellation);
        Assert.Equal(ClaimOutcome.Failed, (await ledger.Claim(id, Cancellation)).Outcome);
        await using (var context = database.CreateContext()) Assert.Equal("no such symbol", (await context.WorkItems.SingleAsync(Cancellation)).Error);

        Assert.True(await ledger.Reopen(id, Cancellation));
        Assert.False(await ledger.Reopen(id, Cancellation));
        Assert.Equal(ClaimOutcome.Claimed, (await ledger.Claim(id, Cancellation)).Outcome);
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task What_was_not_planned_cannot_be_claimed(DatabaseProvider provider) =>
        await Assert.ThrowsAsync<KeyNotFoundException>(() => new Ledger(_databases.Create(provider), _clock).Claim(5, Cancellation));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static WorkKey Key(string symbol) => new("nightly", "score", "v", symbol, Instant.Parse("2024-05-01"), "data", "settings", "code");

    private static Func<ForecastContext, Task> Writes(long id) => context =>
    {
        context.Add(new VolatilityForecast { WorkItemId = id, HorizonMinutes = 1440, Model = "har", Venue = "v", Symbol = "A", Origin = 1, KnownAt = 2, Variance = 1e-4 });
        return Task.CompletedTask;
    };
}
