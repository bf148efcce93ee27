namespace Forecast.ArchitectureTests;

/// <summary>The repository that the tests were built from, and the files in it that people write.</summary>
internal static class Repository
{
    private static readonly string[] Made = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "TestResults", "lake"];

    public static string Root { get; } = FindRoot();

    /// <summary>Written files below <paramref name="folders"/> (all of the repository where none is named): path with forward slashes, and text.</summary>
    public static IReadOnlyList<SourceText> Files(string pattern, params string[] folders) =>
        [.. (folders.Length == 0 ? [Root] : folders.Select(f => Path.Combine(Root, f))).SelectMany(f => Below(f, pattern))
            .Select(p => new SourceText(Path.GetRelativePath(Root, p).Replace('\\', '/'), File.ReadAllText(p))).OrderBy(f => f.Path, StringComparer.Ordinal)];

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Where(f => !Path.GetFileName(f).Contains(".db", StringComparison.Ordinal))
            .Concat(Directory.EnumerateDirectories(folder).Where(d => !Made.Contains(Path.GetFileName(d)) && !d.EndsWith(Path.Combine("models", "artifacts"), StringComparison.Ordinal)).SelectMany(d => Below(d, pattern)));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Forecast.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("Forecast.sln is not above the test binaries");
    }
}
