using System.Text.Json.Nodes;
using Forecast.Pipeline;

namespace Forecast.SystemTests.Jobs;

/// <summary>A workspace with a root of its own, whose schedule runs a night of few simulated instruments over just enough days for a margin.</summary>
internal sealed class SmallWorkspace : IDisposable
{
    public const int Days = 400;

    private readonly TemporaryFolder _root = new();

    /// <param name="database">Where it is; null for a SQLite file of its own.</param>
    /// <param name="instruments">How many.</param>
    public SmallWorkspace(string? database, int instruments)
    {
        foreach (var folder in new[] { "data/sample", "jobs" }) Directory.CreateDirectory(_root[folder]);
        foreach (var file in new[] { "data/instruments.json", "data/policy.json", "data/registry.json", "jobs/schedule.json" }) File.Copy(Path.Combine(Repository.Root, file), _root[file]);
        var market = JsonNode.Parse(File.ReadAllText(Path.Combine(Repository.Data, "sample", "market.json")))!;
        market["days"] = Days;
        var listed = market["instruments"]!.AsArray();
        while (listed.Count > instruments) listed.RemoveAt(listed.Count - 1);
        File.WriteAllText(_root["data/sample/market.json"], market.ToJsonString());
        Workspace = Workspace.Open(_root.Path, _root["lake"], database ?? _root["forecast.db"], TimeProvider.System);
        Workspace.Database.Migrate();
    }

    public Workspace Workspace { get; }

    public string this[string path] => _root[path];

    public void Dispose()
    {
        Workspace.Dispose();
        _root.Dispose();
    }
}
