namespace Forecast.Storage.Artifacts;

/// <summary>An artifact's content does not match its name; it is not loaded.</summary>
public sealed class CorruptArtifactException(string path, string actual)
    : Exception($"artifact {path} is damaged: its SHA-256 is {actual}. Restore it from a backup, or delete it and fit the model again")
{
    /// <summary>The damaged file.</summary>
    public string Path { get; } = path;
}
