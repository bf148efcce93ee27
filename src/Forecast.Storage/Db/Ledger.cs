using Forecast.Core.Market;
using Forecast.Storage.Db.Entities;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Forecast.Storage.Db;

/// <summary>
/// The run ledger: what is to be computed, who computes it, what is done. A claim is a compare-and-swap that raises the item's fence; results and
/// "done" are committed in one transaction under that fence. A process killed at any moment leaves nothing or the whole result.
/// </summary>
/// <param name="database">Migrated.</param>
/// <param name="clock">Stamps and judges leases on SQLite; on PostgreSQL the server's clock does, as workers' clocks differ.</param>
/// <param name="owner">Who claims; this process where null.</param>
/// <param name="lease">How long a claim holds without <see cref="Renew"/>; 10 minutes where null.</param>
public sealed class Ledger(Database database, TimeProvider clock, ProcessIdentity? owner = null, TimeSpan? lease = null)
{
    private const int Tries = 4;
    private readonly string _owner = (owner ?? ProcessIdentity.Current).ToString();
    private readonly long _lease = Duration.Microseconds(lease ?? TimeSpan.FromMinutes(10));

    /// <summary>Adds the items that are missing, pending and in the given order; returns all of them in that order. Safe when several do it at once.</summary>
    public Task<IReadOnlyList<WorkItem>> Plan(IReadOnlyList<WorkKey> keys, CancellationToken cancellation = default) => Transact<IReadOnlyList<WorkItem>>(async context =>
    {
        // Planners wait for each other, so that ids have no gaps; claims and commits do not wait for them. SQLite's transaction is exclusive as it is.
        if (database.Provider == DatabaseProvider.Postgres)
            await context.Database.ExecuteSqlRawAsync("LOCK TABLE work_items IN SHARE UPDATE EXCLUSIVE MODE", cancellation);
        var last = await context.WorkItems.MaxAsync(w => (long?)w.Id, cancellation) ?? 0;
        var (from, to) = keys.Count == 0 ? (0, 0) : (keys.Min(k => k.AsOf), keys.Max(k => k.AsOf));
        var versions = keys.Select(k => k.CodeVersion).Distinct().ToList();
        var known = await context.WorkItems.AsNoTracking().Where(w => w.AsOf >= from && w.AsOf <= to && versions.Contains(w.CodeVersion)).ToDictionaryAsync(Identity, cancellation);
        var items = new List<WorkItem>(keys.Count);
        foreach (var item in keys.Select(Pending))
        {
            if (known.TryAdd(Identity(item), item))
            {
                item.Id = ++last;
                context.WorkItems.Add(item);
            }
            items.Add(known[Identity(item)]);
        }
        await context.SaveChangesAsync(cancellation);
        return items;
    }, cancellation);

    /// <summary>Claims an item that is pending, or whose lease has lapsed, or whose owner was on this host and is gone.</summary>
    /// <exception cref="KeyNotFoundException">There is no such item.</exception>
    public Task<Claim> Claim(long id, CancellationToken cancellation = default) => Retry(async context =>
    {
        while (true)
        {
            var item = await context.WorkItems.AsNoTracking().SingleOrDefaultAsync(w => w.Id == id, cancellation) ?? throw new KeyNotFoundException($"there is no work item {id}; plan it first");
            var now = await Now(context, cancellation);
            if (item.Status == WorkStatus.Done) return new Claim(id, ClaimOutcome.Done, item.Fence);
            if (item.Status == WorkStatus.Failed) return new Claim(id, ClaimOutcome.Failed, item.Fence);
            if (item.Status == WorkStatus.Running && item.LeaseUntil > now && ProcessIdentity.TryParse(item.Owner)?.IsDeadHere() != true)
                return new Claim(id, ClaimOutcome.Busy, item.Fence);
            var swapped = await context.WorkItems.Where(w => w.Id == id && w.Fence == item.Fence && w.Status == item.Status && w.LeaseUntil == item.LeaseUntil)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(w => w.Status, WorkStatus.Running).SetProperty(w => w.Fence, item.Fence + 1).SetProperty(w => w.Attempts, item.Attempts + 1)
                    .SetProperty(w => w.Owner, _owner).SetProperty(w => w.LeaseUntil, now + _lease).SetProperty(w => w.StartedAt, now)
                    .SetProperty(w => w.FinishedAt, (long?)null).SetProperty(w => w.Error, (string?)null), cancellation);
            if (swapped == 1) return new Claim(id, ClaimOutcome.Claimed, item.Fence + 1);
        }
    }, cancellation);

    /// <summary>Extends the lease; false where the claim is stale.</summary>
    public Task<bool> Renew(Claim claim, CancellationToken cancellation = default) => Retry(async context =>
    {
        var until = await Now(context, cancellation) + _lease;
        return await Held(context, claim).ExecuteUpdateAsync(set => set.SetProperty(w => w.LeaseUntil, until), cancellation) == 1;
    }, cancellation);

    /// <summary>
    /// Commits what <paramref name="write"/> writes together with "done". <paramref name="write"/> may run more than once, each time on a fresh context after a rollback.
    /// Where the database's acknowledgement is lost, the retry finds the item done under this fence and is content.
    /// </summary>
    /// <exception cref="StaleClaimException">Another worker took the item over; nothing is written.</exception>
    public Task Commit(Claim claim, Func<ForecastContext, Task> write, string resultHash, CancellationToken cancellation = default) => Transact(async context =>
    {
        var now = await Now(context, cancellation);
        var finished = await Held(context, claim).ExecuteUpdateAsync(set => set
            .SetProperty(w => w.Status, WorkStatus.Done).SetProperty(w => w.FinishedAt, now).SetProperty(w => w.LeaseUntil, (long?)null).SetProperty(w => w.ResultHash, resultHash), cancellation);
        if (finished == 1)
        {
            await write(context);
            await context.SaveChangesAsync(cancellation);
        }
        else if (!await context.WorkItems.AnyAsync(w => w.Id == claim.WorkItemId && w.Fence == claim.Fence && w.Status == WorkStatus.Done && w.ResultHash == resultHash, cancellation))
            throw new StaleClaimException(claim);
        return finished;
    }, cancellation);

    /// <summary>Records a failure: pending again where trying again may help, else failed. A stale claim's failure is nobody's concern and changes nothing.</summary>
    public Task Fail(Claim claim, string error, bool retryable, CancellationToken cancellation = default) => Retry(async context =>
    {
        var now = await Now(context, cancellation);
        return await Held(context, claim).ExecuteUpdateAsync(set => set
            .SetProperty(w => w.Status, retryable ? WorkStatus.Pending : WorkStatus.Failed).SetProperty(w => w.FinishedAt, now)
            .SetProperty(w => w.LeaseUntil, (long?)null).SetProperty(w => w.Error, error), cancellation);
    }, cancellation);

    /// <summary>Makes a failed item pending again; false where it had not failed.</summary>
    public Task<bool> Reopen(long id, CancellationToken cancellation = default) => Retry(async context =>
        await context.WorkItems.Where(w => w.Id == id && w.Status == WorkStatus.Failed).ExecuteUpdateAsync(set => set.SetProperty(w => w.Status, WorkStatus.Pending), cancellation) == 1, cancellation);

    private static IQueryable<WorkItem> Held(ForecastContext context, Claim claim) =>
        context.WorkItems.Where(w => w.Id == claim.WorkItemId && w.Fence == claim.Fence && w.Status == WorkStatus.Running);

    private static (string, string, string, long, string, string, string) Identity(WorkItem w) => (w.Step, w.Venue, w.Symbol, w.AsOf, w.DataVersion, w.SettingsHash, w.CodeVersion);

    private static WorkItem Pending(WorkKey key) => new()
    {
        RunKind = key.RunKind, Step = key.Step, Venue = key.Venue, Symbol = key.Symbol, AsOf = key.AsOf,
        DataVersion = key.DataVersion, SettingsHash = key.SettingsHash, CodeVersion = key.CodeVersion,
    };

    private async Task<long> Now(ForecastContext context, CancellationToken cancellation) => database.Provider == DatabaseProvider.Sqlite
        ? Instant.From(clock.GetUtcNow())
        : await context.Database.SqlQueryRaw<long>("SELECT (EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::bigint AS \"Value\"").SingleAsync(cancellation);

    private Task<T> Transact<T>(Func<ForecastContext, Task<T>> work, CancellationToken cancellation) => Retry(async context =>
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellation);
        var result = await work(context);
        await transaction.CommitAsync(cancellation);
        return result;
    }, cancellation);

    /// <summary>Runs a unit again, on a fresh context, where the database says that the same may succeed next time: a deadlock, a lost connection, a busy file.</summary>
    private async Task<T> Retry<T>(Func<ForecastContext, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var context = database.CreateContext();
                return await work(context);
            }
            catch (Exception e) when (attempt < Tries && IsPassing(e)) { await Task.Delay(TimeSpan.FromMilliseconds(50 << attempt), cancellation); }
        }
    }

    // 5: SQLITE_BUSY, 6: SQLITE_LOCKED.
    private static bool IsPassing(Exception e) => e switch
    {
        NpgsqlException postgres => postgres.IsTransient,
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6,
        { InnerException: { } inner } => IsPassing(inner),
        _ => false,
    };
}
