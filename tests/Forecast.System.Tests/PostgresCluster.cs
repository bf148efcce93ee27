using System.Diagnostics;
using System.Globalization;
using Forecast.Storage.Db;
using Forecast.SystemTests;
using Npgsql;
using Xunit;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Forecast.SystemTests;

/// <summary>
/// A PostgreSQL for the tests: the server that FORECAST_TEST_PG names, or a private cluster on a socket in a temporary folder, started on first use and
/// stopped with the tests. Each database is a copy of one that was migrated once. Without server and binaries, the tests that ask for it skip.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly Lazy<string> _admin;
    private string? _folder;
    private int _databases;

    public PostgresCluster()
    {
        _admin = new Lazy<string>(Start);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Stop();
    }

    /// <summary>URL of a fresh migrated database; skips the test where there is no PostgreSQL.</summary>
    public string CreateDatabase(bool migrated = true)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"forecast_test_{Environment.ProcessId}_{Interlocked.Increment(ref _databases)}");
        Execute(_admin.Value, $"CREATE DATABASE {name}{(migrated ? $" TEMPLATE {Template}" : "")}");
        return Url(_admin.Value, name);
    }

    public void Drop(string url) => Execute(_admin.Value, $"DROP DATABASE IF EXISTS {PostgresUrl.Parse(url).Database} WITH (FORCE)");

    public ValueTask DisposeAsync()
    {
        if (_admin.IsValueCreated && _folder is null) Execute(_admin.Value, $"DROP DATABASE IF EXISTS {Template} WITH (FORCE)");
        Stop();
        return ValueTask.CompletedTask;
    }

    private static string Template => string.Create(CultureInfo.InvariantCulture, $"forecast_template_{Environment.ProcessId}");

    private string Start()
    {
        var admin = Environment.GetEnvironmentVariable("FORECAST_TEST_PG") is { Length: > 0 } server ? server : StartPrivate();
        Execute(admin, $"CREATE DATABASE {Template}");
        using var template = Database.Open(Url(admin, Template));
        template.Migrate();
        return admin;
    }

    private string StartPrivate()
    {
        var binaries = Binaries();
        if (binaries is null) Assert.Skip("no PostgreSQL: set FORECAST_TEST_PG to a server's URL, FORECAST_PG_BIN to a folder with initdb and pg_ctl, or install the package postgresql");
        _folder = Directory.CreateTempSubdirectory("forecast-pg-").FullName;
        if (IsRoot) Run("chown", "postgres", _folder);
        var data = Path.Combine(_folder, "data");
        AsServer(Path.Combine(binaries, "initdb"), "--no-sync", "-A", "trust", "-U", "forecast", "-E", "UTF8", "--locale=C.UTF-8", "-D", data);
        AsServer(Path.Combine(binaries, "pg_ctl"), "-D", data, "-w", "-l", Path.Combine(_folder, "log"), "-o",
            $"-c listen_addresses='' -c unix_socket_directories='{_folder}' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200", "start");
        return $"postgres://forecast@/postgres?host={_folder}";
    }

    private void Stop()
    {
        if (Interlocked.Exchange(ref _folder, null) is not { } folder) return;
        NpgsqlConnection.ClearAllPools();
        AsServer(Path.Combine(Binaries()!, "pg_ctl"), "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        Directory.Delete(folder, recursive: true);
    }

    private static bool IsRoot => OperatingSystem.IsLinux() && Environment.UserName == "root";

    private static string? Binaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql") ? Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(d => Path.Combine(d, "bin")) : [];
        string?[] named = [Environment.GetEnvironmentVariable("FORECAST_PG_BIN"), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator), .. installed];
        return named.FirstOrDefault(d => d is { Length: > 0 } && File.Exists(Path.Combine(d, "initdb")) && File.Exists(Path.Combine(d, "pg_ctl")));
    }

    /// <summary>PostgreSQL refuses to run as root, so root runs it as the user that the package made.</summary>
    private static void AsServer(string program, params string[] arguments)
    {
        if (IsRoot) Run("runuser", ["-u", "postgres", "--", program, .. arguments]);
        else Run(program, arguments);
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server inherits no pipe from here: a reader of it would wait for as long as the server lives.
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" })!;
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string Url(string server, string database)
    {
        var query = server.IndexOf('?', StringComparison.Ordinal);
        var (address, options) = query < 0 ? (server, "") : (server[..query], server[query..]);
        return address[..(address.LastIndexOf('/') + 1)] + database + options;
    }

    private static void Execute(string url, string sql)
    {
        using var connection = new NpgsqlConnection(PostgresUrl.Parse(url).ToString() + ";Pooling=false");
        connection.Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
