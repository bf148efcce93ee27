using System.Security.Cryptography;

namespace Forecast.Storage.Artifacts;

/// <summary>Fitted models and other blobs, each in a file named by the SHA-256 of its content; what does not match its name is never loaded.</summary>
/// <param name="root">The store's folder; it need not exist.</param>
public sealed class ArtifactStore(string root)
{
    private readonly string _root = Path.GetFullPath(root);

    /// <summary>Keeps a blob; returns its name. A blob that is there already stays as it is.</summary>
    public string Put(ReadOnlyMemory<byte> content)
    {
        var name = Convert.ToHexStringLower(SHA256.HashData(content.Span));
        var path = PathOf(name);
        if (File.Exists(path) && HasName(path, name)) return name;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        DurableFile.Write(path, content.Span);
        return name;
    }

    /// <summary>Loads a blob and holds it against its name.</summary>
    /// <exception cref="FileNotFoundException">The store does not have it.</exception>
    /// <exception cref="CorruptArtifactException">It is not what was kept.</exception>
    public byte[] Get(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)) throw new ArgumentException("an artifact's name is a SHA-256 in 64 lower case hexadecimal digits", nameof(sha256));
        var path = PathOf(sha256);
        if (!File.Exists(path)) throw new FileNotFoundException($"there is no artifact {sha256} under {_root}; restore it from a backup, or fit the model again", path);
        var content = File.ReadAllBytes(path);
        var actual = Convert.ToHexStringLower(SHA256.HashData(content));
        return actual == sha256 ? content : throw new CorruptArtifactException(path, actual);
    }

    /// <summary>Deletes what killed writers left behind; returns how many files.</summary>
    public int Sweep() => DurableFile.Sweep(_root);

    private string PathOf(string name) => Path.Combine(_root, name[..2], name);

    private static bool HasName(string path, string name)
    {
        using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(file)) == name;
    }
}
