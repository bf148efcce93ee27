using System.Reflection;
using Xunit;

namespace Forecast.ArchitectureTests;

public sealed class ProjectArrowTests
{
    [Fact]
    public void Projects_reference_only_what_they_may_know()
    {
        var projects = Repository.Files("*.csproj", "src", "jobs").Select(f => ProjectFile.Parse(Path.GetFileNameWithoutExtension(f.Path), f.Text)).ToArray();

        Assert.Equal(8, projects.Length);
        Assert.Empty(ProjectArrows.Violations(projects));
    }

    [Theory]
    [InlineData("Forecast.Core", "<ProjectReference Include='../Forecast.Sources/Forecast.Sources.csproj' />", "references Forecast.Sources")]
    [InlineData("Forecast.Core", "<PackageReference Include='Newtonsoft.Json' />", "references the package Newtonsoft.Json")]
    [InlineData("Forecast.Sources", "<ProjectReference Include='..\\Forecast.Storage\\Forecast.Storage.csproj' />", "references Forecast.Storage")]
    [InlineData("Forecast.Pipeline", "<ProjectReference Include='../Forecast.Web/Forecast.Web.csproj' />", "references Forecast.Web")]
    [InlineData("Forecast.Web", "<ProjectReference Include='../../jobs/Forecast.Jobs/Forecast.Jobs.csproj' />", "references Forecast.Jobs")]
    [InlineData("Forecast.Web", "<ProjectReference Include='../Forecast.Storage/Forecast.Storage.csproj' />", "references Forecast.Storage")]
    [InlineData("Forecast.Jobs", "<ProjectReference Include='../../src/Forecast.Web/Forecast.Web.csproj' />", "references Forecast.Web")]
    [InlineData("Forecast.Pipeline", "<PackageReference Include='Microsoft.ML.FastTree' />", "which is Forecast.Learning's")]
    [InlineData("Forecast.Cli", "<PackageReference Include='Hangfire.InMemory' />", "which is Forecast.Jobs's")]
    [InlineData("Forecast.Web", "<PackageReference Include='Npgsql.EntityFrameworkCore.PostgreSQL' />", "which is Forecast.Storage's")]
    [InlineData("Forecast.Surprise", "", "has no place")]
    public void A_planted_reference_is_reported(string project, string reference, string expected) =>
        Assert.Contains(expected, Assert.Single(ProjectArrows.Violations([ProjectFile.Parse(project, $"<Project><ItemGroup>{reference}</ItemGroup></Project>")])));

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Code_uses_only_the_libraries_it_may_know(string name)
    {
        var assembly = Assembly.Load(name);

        Assert.Empty(ProjectArrows.Violations(name, assembly.GetReferencedAssemblies().Select(r => r.Name!)));
    }

    [Theory]
    [InlineData("Forecast.Pipeline", "Hangfire.Core")]
    [InlineData("Forecast.Web", "Microsoft.EntityFrameworkCore.Relational")]
    [InlineData("Forecast.Pipeline", "DuckDB.NET.Data")]
    [InlineData("Forecast.Web", "Npgsql")]
    [InlineData("Forecast.Core", "Microsoft.EntityFrameworkCore")]
    [InlineData("forecast", "Microsoft.ML.Core")]
    [InlineData("Forecast.Pipeline", "Microsoft.AspNetCore.Http")]
    public void A_planted_use_is_reported(string assembly, string used) =>
        Assert.Contains($"{assembly} uses {used}", Assert.Single(ProjectArrows.Violations(assembly, ["System.Runtime", used])));

    public static TheoryData<string> Assemblies =>
        ["Forecast.Core", "Forecast.Learning", "Forecast.Sources", "Forecast.Storage", "Forecast.Pipeline", "Forecast.Web", "Forecast.Jobs", "forecast"];
}
