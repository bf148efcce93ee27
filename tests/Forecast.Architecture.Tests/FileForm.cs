using System.Text.RegularExpressions;

namespace Forecast.ArchitectureTests;

/// <summary>A file is one short concept, and is called by its name in the field.</summary>
internal static partial class FileForm
{
    private const int LongestFile = 400;

    private static readonly string[] BannedWords = ["Helper", "Helpers", "Manager", "Managers", "Util", "Utils", "Utility", "Utilities", "Dto", "Dtos"];

    private static readonly string[] BannedEndings = ["Info", "Data"];

    public static IReadOnlyList<string> Length(SourceText file) =>
        file.Text.AsSpan().TrimEnd('\n').Count('\n') + 1 is var lines && lines > LongestFile ? [$"{file.Path} has {lines} lines, more than {LongestFile}; split it"] : [];

    /// <summary>Public types at the left margin, so outside others; a delegate goes with the type that it serves.</summary>
    public static IReadOnlyList<string> OnePublicType(SourceText file)
    {
        var types = PublicType().Matches(file.Text).Select(m => m.Groups[1].Value).Distinct().ToArray();
        return types.Length > 1 ? [$"{file.Path} has {types.Length} public types: {string.Join(", ", types)}; give each its file"] : [];
    }

    /// <summary>Words of the names of the file and of every type in it.</summary>
    public static IReadOnlyList<string> Names(SourceText file) =>
        [.. AnyType().Matches(file.Text).Select(m => m.Groups[1].Value).Append(Path.GetFileName(file.Path).Split('.')[0]).Distinct().Where(IsBanned).Select(n => $"{file.Path}: {n} says nothing; call it by its name in the field")];

    private static bool IsBanned(string name)
    {
        var words = Word().Matches(name).Select(m => m.Value).ToArray();
        return words.Intersect(BannedWords).Any() || (words.Length > 0 && BannedEndings.Contains(words[^1]));
    }

    [GeneratedRegex(@"^public (?:(?:sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum) (\w+)", RegexOptions.Multiline)]
    private static partial Regex PublicType();

    [GeneratedRegex(@"^\s*(?:(?:public|internal|private|protected|file|sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:class|record struct|record class|record|struct|interface|enum|delegate \S+) (\w+)", RegexOptions.Multiline)]
    private static partial Regex AnyType();

    [GeneratedRegex("[A-Z][a-z0-9]*|[a-z0-9]+")]
    private static partial Regex Word();
}
