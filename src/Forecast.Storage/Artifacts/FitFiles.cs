using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Core.Models;

namespace Forecast.Storage.Artifacts;

/// <summary>
/// Fits of pooled models on disk, so that a night learns only what is new: a cache, named by all that a fit hangs on, the code included. It may be deleted at any time, and shared by several machines.
/// <code>FOLDER/ab/abcd….fit:   SHA-256 of the rest, reason as JSON, fitted model as JSON; one line each</code>
/// <para>A file that is torn, changed or of another form counts as absent, and is written again.</para>
/// </summary>
public sealed class FitFiles(string folder, string codeVersion, TimeProvider clock)
{
    private const string Extension = ".fit";

    // A fit is read every night that its walk goes over, so what was not read for so long belongs to other code or other data.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(60), Refreshed = TimeSpan.FromDays(7);

    private readonly string _folder = Path.GetFullPath(folder);

    public PooledFitStore Store => new(Find, Keep);

    /// <summary>Deletes fits that nobody has read for 60 days, and what killed writers left; returns how many files.</summary>
    public int Sweep()
    {
        if (!Directory.Exists(_folder)) return 0;
        var old = Directory.EnumerateFiles(_folder, "*" + Extension, SearchOption.AllDirectories).Where(f => Age(f) > Kept).ToList();
        old.ForEach(File.Delete);
        return old.Count + DurableFile.Sweep(_folder);
    }

    private FitResult? Find(PooledFitKey key)
    {
        try
        {
            var path = PathOf(key);
            if (!File.Exists(path)) return null;
            var content = File.ReadAllBytes(path);
            if (content.Length < 65 || !content.AsSpan(0, 64).SequenceEqual(Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(content.AsSpan(65)))))) return null;
            var lines = Encoding.UTF8.GetString(content).Split('\n');
            var (reason, model) = (JsonSerializer.Deserialize<string>(lines[1]), FittedModelJson.Read(Encoding.UTF8.GetBytes(lines[2])));
            if (Age(path) > Refreshed) File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return FitResult.Of(model, reason);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or JsonException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    // A fit that cannot be kept is made again next time; the night goes on.
    private void Keep(PooledFitKey key, FitResult fit)
    {
        if (fit.Model is not { Ensemble: null } model) return;
        var text = Encoding.UTF8.GetBytes($"{JsonSerializer.Serialize(fit.Reason)}\n{Encoding.UTF8.GetString(FittedModelJson.Write(model))}\n");
        try
        {
            var path = PathOf(key);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            DurableFile.Write(path, [.. Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(text)) + "\n"), .. text]);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }

    private TimeSpan Age(string path) => clock.GetUtcNow().UtcDateTime - File.GetLastWriteTimeUtc(path);

    private string PathOf(PooledFitKey key)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{codeVersion}\n{key.Model}\n{Duration.Format(key.Horizon)}\n{Instant.Format(key.Origin)}\n{key.Panel}")));
        return Path.Combine(_folder, name[..2], name + Extension);
    }
}
