using System.Text.RegularExpressions;

namespace Forecast.ArchitectureTests;

/// <summary>Ids are written into files, databases and command lines: unique, lower case, words joined by one separator.</summary>
internal static class CatalogueIds
{
    /// <param name="ids">The ids of one catalogue.</param>
    /// <param name="separator">A dash; an underscore where the ids are columns of a table.</param>
    public static IReadOnlyList<string> Violations(IReadOnlyCollection<string> ids, char separator = '-') =>
        [.. ids.GroupBy(i => i, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1).Select(g => $"{g.Key} is there {g.Count()} times"),
            .. ids.Where(i => !Regex.IsMatch(i, $@"\A[a-z][a-z0-9]*(?:{separator}[a-z0-9]+)*\z")).Select(i => $"'{i}' is not lower case with '{separator}'")];
}
