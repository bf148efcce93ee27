using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Forecast.Storage.Db;

/// <summary>
/// Lets every SQLite connection wait for a writer instead of failing with "database is locked", and makes commits durable.
/// Transactions begin IMMEDIATE (the provider's default), so a reader never has to become a writer half-way, which no waiting could cure.
/// </summary>
internal sealed class SqliteWaiting : DbConnectionInterceptor
{
    private const string Settings = "PRAGMA busy_timeout = 60000; PRAGMA synchronous = FULL;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Settings;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Settings;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
