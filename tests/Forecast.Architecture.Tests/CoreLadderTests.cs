using ArchUnitNET.Loader;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class CoreLadderTests
{
    private static readonly ArchUnitNET.Domain.Architecture Loaded = new ArchLoader().LoadAssemblies(typeof(Guard).Assembly, typeof(PlantedField).Assembly).Build();

    [Fact]
    public void No_type_depends_on_a_later_rung()
    {
        var types = Loaded.Types.Where(t => t.FullName.StartsWith("Forecast.Core.", StringComparison.Ordinal) && !t.FullName.Contains("Planted", StringComparison.Ordinal)).ToArray();

        Assert.True(types.Length > 50, $"only {types.Length} types were read");
        Assert.Empty(CoreLadder.Violations(types));
    }

    [Theory]
    [InlineData("PlantedField", "MarginPolicy")]
    [InlineData("PlantedCall", "MarginRuleCatalog")]
    [InlineData("PlantedGenericArgument", "IVolatilityModel")]
    public void A_planted_dependency_is_reported(string type, string target)
    {
        var found = CoreLadder.Violations(Loaded.Types.Where(t => t.FullName.StartsWith($"Forecast.Core.Numerics.{type}", StringComparison.Ordinal)));

        Assert.Contains(found, f => f.EndsWith($".{target}", StringComparison.Ordinal));
    }

    [Fact]
    public void No_file_imports_a_later_rung()
    {
        var files = Repository.Files("*.cs", "src/Forecast.Core");

        Assert.True(files.Count > 50, $"only {files.Count} files were read");
        Assert.Empty(files.SelectMany(CoreLadder.Violations));
    }

    [Theory]
    [InlineData("using Forecast.Core.Margin;")]
    [InlineData("using static Forecast.Core.Models.ModelCatalog;")]
    [InlineData("using Policy = Forecast.Core.Margin.MarginPolicy;")]
    public void A_planted_import_is_reported(string import) =>
        Assert.Single(CoreLadder.Violations(new SourceText("Measures/X.cs", $"using Forecast.Core.Market;\n{import}\n\nnamespace Forecast.Core.Measures;\n")));
}
