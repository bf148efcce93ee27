using Forecast.Storage.Artifacts;
using Forecast.Storage.Db;
using Forecast.Storage.Lake;

namespace Forecast.Pipeline;

/// <summary>Where everything is: lake, artifacts and database, with the clock and the code version that the steps use.</summary>
public sealed class Workspace : IDisposable
{
    private readonly Lock _measuring = new();
    private (string Version, WeakReference<object> Pool)? _measured;

    private Workspace(string root, Lake lake, ArtifactStore artifacts, Database database, TimeProvider clock) =>
        (Root, Lake, Artifacts, Database, Clock) = (root, lake, artifacts, database, clock);

    /// <summary>The repository: where <c>data/</c>, <c>models/</c> and <c>jobs/</c> are.</summary>
    public string Root { get; }

    public Lake Lake { get; }

    /// <summary>The lake's folder.</summary>
    public required string LakeFolder { get; init; }

    /// <summary>Where downloads lie until they are ingested, and stay so that none is made twice.</summary>
    public string Landing => Path.Combine(LakeFolder, "landing");

    public ArtifactStore Artifacts { get; }

    /// <summary>Fits of pooled models that outlive the process.</summary>
    public required FitFiles Fits { get; init; }

    public Database Database { get; }

    public TimeProvider Clock { get; }

    public string CodeVersion { get; } = Pipeline.CodeVersion.Current;

    /// <summary>Opens the stores; a null path means the repository's own, and fits lie beside the artifacts.</summary>
    public static Workspace Open(string root, string? lake, string? database, TimeProvider clock, string? fits = null) => new(
        root,
        new Lake(lake ?? Path.Combine(root, "data", "lake"), clock),
        // Artifacts lie beside a lake of one's own, so that a private lake and database never share files with the repository's.
        new ArtifactStore(lake is null ? Path.Combine(root, "models", "artifacts") : Path.Combine(lake, "artifacts")),
        Database.Open(database ?? Path.Combine(root, "data", "forecast.db")),
        clock)
    {
        LakeFolder = lake ?? Path.Combine(root, "data", "lake"),
        Fits = new FitFiles(fits ?? (lake is null ? Path.Combine(root, "models", "fits") : Path.Combine(lake, "fits")), Pipeline.CodeVersion.Current, clock),
    };

    /// <summary>
    /// What was measured of the bars that <paramref name="version"/> names, or <paramref name="make"/> makes of them: jobs of one night that run beside each other share it, with all that models learn from it. It is held while one of them holds it.
    /// </summary>
    internal T Measured<T>(string version, Func<T> make) where T : class
    {
        lock (_measuring)
        {
            if (_measured is { } last && last.Version == version && last.Pool.TryGetTarget(out var pool)) return (T)pool;
            var made = make();
            _measured = (version, new WeakReference<object>(made));
            return made;
        }
    }

    public void Dispose() => Database.Dispose();
}
