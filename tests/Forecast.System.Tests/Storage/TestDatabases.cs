using Forecast.Storage.Db;
using Xunit;

namespace Forecast.SystemTests.Storage;

/// <summary>Fresh databases of either provider for a test class, gone with it.</summary>
public sealed class TestDatabases(PostgresCluster cluster) : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<(Database Database, string? Url)> _opened = [];

    /// <summary>Both providers, as a theory's data.</summary>
    public static TheoryData<DatabaseProvider> Both => [DatabaseProvider.Sqlite, DatabaseProvider.Postgres];

    /// <summary>A fresh database.</summary>
    public Database Create(DatabaseProvider provider, bool migrated = true) => Open(Address(provider, migrated), migrated);

    /// <summary>A further handle on a database, as another process would have it.</summary>
    public Database Open(string address, bool migrate = false)
    {
        var database = Database.Open(address);
        _opened.Add((database, address.StartsWith("postgres", StringComparison.Ordinal) ? address : null));
        if (migrate) database.Migrate();
        return database;
    }

    /// <summary>Where a fresh database is to be opened; on PostgreSQL it exists.</summary>
    public string Address(DatabaseProvider provider, bool migrated = false) => provider == DatabaseProvider.Postgres ? cluster.CreateDatabase(migrated) : _folder[$"{_opened.Count}.db"];

    public void Dispose()
    {
        foreach (var (database, _) in _opened) database.Dispose();
        foreach (var url in _opened.Select(o => o.Url).OfType<string>().Distinct()) cluster.Drop(url);
        _folder.Dispose();
    }
}
