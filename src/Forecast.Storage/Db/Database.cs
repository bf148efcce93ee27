using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Forecast.Storage.Db;

/// <summary>The database: SQLite in one file, or PostgreSQL. One instance serves a whole process and any number of threads.</summary>
public sealed class Database : IDisposable
{
    private readonly DbContextOptions _options;
    private readonly NpgsqlDataSource? _source;
    private readonly string? _file;

    private Database(string file)
    {
        (Provider, _file, Description) = (DatabaseProvider.Sqlite, file, $"SQLite {file}");
        var settings = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 60 };
        _options = new DbContextOptionsBuilder<SqliteForecastContext>().UseSqlite(settings.ToString()).UseSnakeCaseNamingConvention().AddInterceptors(new SqliteWaiting()).Options;
    }

    private Database(NpgsqlConnectionStringBuilder settings)
    {
        (Provider, Description) = (DatabaseProvider.Postgres, $"PostgreSQL {settings.Database} at {settings.Host}");
        _source = NpgsqlDataSource.Create(settings);
        _options = new DbContextOptionsBuilder<PostgresForecastContext>().UseNpgsql(_source).UseSnakeCaseNamingConvention().Options;
    }

    public DatabaseProvider Provider { get; }

    /// <summary>The process's one pool of PostgreSQL connections; null on SQLite.</summary>
    public NpgsqlDataSource? Connections => _source;

    /// <summary>Which database this is, for people; holds no password.</summary>
    public string Description { get; }

    /// <summary>
    /// The database at a SQLite path, or at a <c>postgres://</c> URL (a socket: <c>postgres:///database?host=/folder&amp;user=name</c>). Connects to nothing yet.
    /// </summary>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static Database Open(string pathOrUrl)
    {
        if (PostgresUrl.Matches(pathOrUrl)) return new Database(PostgresUrl.Parse(pathOrUrl));
        if (string.IsNullOrWhiteSpace(pathOrUrl) || pathOrUrl.Contains("://", StringComparison.Ordinal) || pathOrUrl == ":memory:")
            throw new FormatException("the database is neither a path of a SQLite file nor a URL that begins with postgres://");
        var file = Path.GetFullPath(pathOrUrl);
        if (Directory.Exists(file)) throw new FormatException($"the database {file} is a folder; give the path of a file, as in {Path.Combine(file, "forecast.db")}");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return new Database(file);
    }

    /// <summary>A fresh context: one for each unit of work.</summary>
    public ForecastContext CreateContext() => _options is DbContextOptions<SqliteForecastContext> sqlite
        ? new SqliteForecastContext(sqlite) : new PostgresForecastContext((DbContextOptions<PostgresForecastContext>)_options);

    /// <summary>True where the schema is older than the program, or absent.</summary>
    /// <exception cref="SchemaException">It is newer than the program.</exception>
    public bool NeedsMigration()
    {
        using var context = CreateContext();
        RefuseNewer(context);
        return context.Database.GetPendingMigrations().Any();
    }

    /// <summary>Brings the schema up to the program's; several processes may do so at once.</summary>
    /// <exception cref="SchemaException">It is newer than the program.</exception>
    public void Migrate()
    {
        if (_source is null)
        {
            using var _ = MigrationLock(_file!);
            MigrateAlone();
            return;
        }
        // The migrator's own lock ends with the first migration's transaction: of several that start at once, two would go on to apply the second. This one ends with its connection.
        using var connection = _source.OpenConnection();
        using var transaction = connection.BeginTransaction();
        using (var command = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('forecast migrations', 0))", connection, transaction) { CommandTimeout = 120 }) command.ExecuteNonQuery();
        MigrateAlone();
    }

    public void Dispose()
    {
        _source?.Dispose();
        if (_file is not null)
        {
            using var context = CreateContext();
            SqliteConnection.ClearPool((SqliteConnection)context.Database.GetDbConnection());
        }
    }

    private void MigrateAlone()
    {
        using var context = CreateContext();
        RefuseNewer(context);
        if (_file is not null) PrepareFile(context);
        context.Database.Migrate();
    }

    private void RefuseNewer(ForecastContext context)
    {
        var unknown = context.Database.GetAppliedMigrations().Except(context.Database.GetMigrations()).ToList();
        if (unknown.Count > 0)
            throw new SchemaException($"the database ({Description}) was written by a newer program: it has the migrations {string.Join(", ", unknown)}, which this one does not know. Use the newer program, or another database");
    }

    // On SQLite the migrator's lock is a row, which a killed migrator leaves behind and the next would wait for without end.
    // A file lock ends with its process: whoever holds it knows that such a row is nobody's.
    private static FileStream MigrationLock(string file) => FileLock.Take(file + "-migrating", TimeSpan.FromMinutes(2));

    private static void PrepareFile(ForecastContext context)
    {
        // Kept in the file: readers go on while one writes.
        context.Database.ExecuteSqlRaw("PRAGMA journal_mode = WAL");
        var exists = context.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM sqlite_master WHERE name = '__EFMigrationsLock'").Single() > 0;
        if (exists) context.Database.ExecuteSqlRaw("DELETE FROM \"__EFMigrationsLock\"");
    }
}
