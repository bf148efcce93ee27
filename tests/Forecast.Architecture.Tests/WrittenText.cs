using System.Text.RegularExpressions;

namespace Forecast.ArchitectureTests;

/// <summary>What is committed is finished, and speaks of no one machine.</summary>
internal static class WrittenText
{
    // Put together from parts, so that this file passes its own rule.
    private static readonly (Regex Pattern, string Why)[] Rules =
    [
        (new Regex("(?<![\\w.)}/])/" + "(?:work|root|tmp/h|Users/\\w+)/"), "a path of one machine"),
        (new Regex(@"(?<![\w.)}/])/" + @"home/\w+/"), "a path of one machine"),
        (new Regex(@"\bTO" + @"DO\b|\bFIX" + @"ME\b|\bXX" + @"X\b"), "work left to do"),
        (new Regex("NotImplemented" + "Exception"), "work left to do"),
    ];

    public static IReadOnlyList<string> Violations(SourceText file) =>
        [.. from rule in Rules
            from match in rule.Pattern.Matches(file.Text)
            select $"{file.Path}, line {file.Text.AsSpan(0, match.Index).Count('\n') + 1}: {match.Value} ({rule.Why})"];
}
