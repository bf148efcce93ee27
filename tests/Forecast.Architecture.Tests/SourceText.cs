namespace Forecast.ArchitectureTests;

/// <summary>A file of the repository: its path from the root, and its text.</summary>
public sealed record SourceText(string Path, string Text)
{
    /// <summary>Written by a generator, and judged by its own rules.</summary>
    public bool IsMigration => Path.Contains("/Migrations/", StringComparison.Ordinal);
}
