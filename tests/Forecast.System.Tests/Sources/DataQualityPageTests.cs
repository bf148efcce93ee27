using System.Reflection;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

/// <summary>The page that lists the rules lists those that there are.</summary>
public sealed class DataQualityPageTests
{
    [Fact]
    public void Every_rule_is_on_the_page_as_it_is_in_its_catalogue()
    {
        var rules = typeof(CleaningRuleCatalog).Assembly.GetTypes().Where(t => t.Name.EndsWith("RuleCatalog", StringComparison.Ordinal))
            .SelectMany(t => (IEnumerable<CleaningRule>)t.GetProperty("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Distinct().OrderBy(r => r.Severity).ThenBy(r => r.Id, StringComparer.Ordinal).ToArray();
        Assert.Equal(rules.Length, rules.Select(r => r.Id).Distinct().Count());
        var expected = string.Join('\n', rules.Select(r => $"| `{r.Id}` | {r.Severity.ToString().ToLowerInvariant()} | {r.What} | {r.Why} |"));
        var page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "data-quality.md")).Where(l => l.StartsWith("| `", StringComparison.Ordinal));
        Assert.True(expected == string.Join('\n', page), $"docs/data-quality.md must list the rules so:\n{expected}");
    }
}
