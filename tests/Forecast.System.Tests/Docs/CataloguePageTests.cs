using Forecast.Core.Features;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.SystemTests.Docs;

/// <summary>The pages that list measures and features list those that there are.</summary>
public sealed class CataloguePageTests
{
    [Fact]
    public void Every_measure_is_on_its_page() => Holds("measures.md", MeasureCatalog.All.Select(m => $"| `{m.Name}` | {m.Unit} | {Cell(m.Description)} | {(m.Sampling == Sampling.Sparse ? "interval" : "finest")} |"));

    [Fact]
    public void Every_feature_is_on_its_page() => Holds("features.md", FeatureCatalog.All.Select(f => $"| `{f.Name}` | {f.Unit} | {Cell(f.Description)} |"));

    [Fact]
    public void The_page_of_features_names_the_schema() =>
        Assert.Contains($"version {FeatureCatalog.Schema.Version}, hash `{FeatureCatalog.Schema.Hash}`", File.ReadAllText(Path("features.md")), StringComparison.Ordinal);

    private static void Holds(string page, IEnumerable<string> rows)
    {
        var expected = string.Join('\n', rows);
        var there = string.Join('\n', File.ReadAllLines(Path(page)).Where(l => l.StartsWith("| `", StringComparison.Ordinal)));
        Assert.True(expected == there, $"docs/{page} must list them so:\n{expected}");
    }

    // A bar would end the cell.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static string Path(string page) => System.IO.Path.Combine(Repository.Root, "docs", page);
}
