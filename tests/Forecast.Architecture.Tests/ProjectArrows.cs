namespace Forecast.ArchitectureTests;

/// <summary>Which project may know which, and which libraries belong to one project alone.</summary>
internal static class ProjectArrows
{
    private static readonly string[] Sides = ["Forecast.Learning", "Forecast.Sources", "Forecast.Storage"];

    private static readonly Dictionary<string, string[]> MayKnow = new()
    {
        ["Forecast.Core"] = [],
        ["Forecast.Learning"] = ["Forecast.Core"],
        ["Forecast.Sources"] = ["Forecast.Core"],
        ["Forecast.Storage"] = ["Forecast.Core"],
        ["Forecast.Pipeline"] = ["Forecast.Core", .. Sides],
        ["Forecast.Web"] = ["Forecast.Pipeline"],
        ["Forecast.Jobs"] = ["Forecast.Pipeline"],
        ["Forecast.Cli"] = ["Forecast.Core", .. Sides, "Forecast.Pipeline", "Forecast.Web", "Forecast.Jobs"],
    };

    // Who may ask for a package. Everyone else gets its types, if at all, through the owner.
    private static readonly (string Package, string Owner)[] Owners =
    [
        ("Microsoft.ML", "Forecast.Learning"), ("LightGBM", "Forecast.Learning"), ("Microsoft.Data.Analysis", "Forecast.Learning"),
        ("Hangfire", "Forecast.Jobs"), ("Microsoft.Extensions.Http", "Forecast.Sources"), ("Polly", "Forecast.Sources"),
        ("Microsoft.EntityFrameworkCore", "Forecast.Storage"), ("EFCore", "Forecast.Storage"), ("Npgsql", "Forecast.Storage"), ("DuckDB", "Forecast.Storage"), ("Parquet", "Forecast.Storage"), ("Apache.Arrow", "Forecast.Storage"), ("Microsoft.Data.Sqlite", "Forecast.Storage"),
        ("Microsoft.AspNetCore.OpenApi", "Forecast.Web"), ("ScottPlot", "Forecast.Web"),
        ("System.CommandLine", "Forecast.Cli"), ("Spectre.Console", "Forecast.Cli"),
    ];

    // Who may use a library's types in its code, whoever asked for the package: queries are LINQ over the context of Storage, so Pipeline and Web use
    // EF Core's query extensions, but never a provider; Jobs hands Storage's PostgreSQL connections on to Hangfire; the executable composes all of it and
    // words the database's errors.
    private static readonly (string Assembly, string[] Users)[] Users =
    [
        ("Microsoft.ML", ["Forecast.Learning"]), ("Microsoft.Data.Analysis", ["Forecast.Learning"]), ("LightGBM", ["Forecast.Learning"]),
        ("Hangfire", ["Forecast.Jobs"]), ("Microsoft.Extensions.Http.Resilience", ["Forecast.Sources"]), ("Polly", ["Forecast.Sources"]),
        ("Microsoft.EntityFrameworkCore.Relational", ["Forecast.Storage"]), ("Microsoft.EntityFrameworkCore.Sqlite", ["Forecast.Storage"]), ("Npgsql.EntityFrameworkCore", ["Forecast.Storage"]),
        ("Microsoft.EntityFrameworkCore", ["Forecast.Storage", "Forecast.Pipeline", "Forecast.Web", "forecast"]),
        ("Npgsql", ["Forecast.Storage", "Forecast.Jobs", "forecast"]), ("DuckDB", ["Forecast.Storage"]), ("Parquet", ["Forecast.Storage"]), ("Apache.Arrow", ["Forecast.Storage"]), ("Microsoft.Data.Sqlite", ["Forecast.Storage"]),
        ("Microsoft.AspNetCore", ["Forecast.Web", "Forecast.Jobs", "forecast"]), ("System.CommandLine", ["forecast"]), ("Spectre.Console", ["forecast"]), ("ScottPlot", ["Forecast.Web"]),
    ];

    private static readonly string[] CorePackages = ["MathNet.Numerics", "System.Numerics.Tensors"];

    /// <summary>What is wrong with the references of <paramref name="projects"/>.</summary>
    public static IReadOnlyList<string> Violations(IEnumerable<ProjectFile> projects)
    {
        var found = new List<string>();
        foreach (var project in projects)
        {
            if (!MayKnow.TryGetValue(project.Name, out var allowed))
            {
                found.Add($"{project.Name} has no place in the project arrows");
                continue;
            }
            found.AddRange(project.Projects.Except(allowed).Select(p => $"{project.Name} references {p}"));
            if (project.Name == "Forecast.Core") found.AddRange(project.Packages.Except(CorePackages).Select(p => $"{project.Name} references the package {p}"));
            found.AddRange(from package in project.Packages
                           from owner in Owners
                           where Is(package, owner.Package) && owner.Owner != project.Name
                           select $"{project.Name} references the package {package}, which is {owner.Owner}'s");
        }
        return found;
    }

    /// <summary>What is wrong with the assemblies that the code of <paramref name="assembly"/> uses.</summary>
    public static IReadOnlyList<string> Violations(string assembly, IEnumerable<string> used) =>
        [.. from u in used
            let rule = Users.Where(r => Is(u, r.Assembly)).OrderByDescending(r => r.Assembly.Length).FirstOrDefault()
            where rule.Users is not null && !rule.Users.Contains(assembly)
            select $"{assembly} uses {u}, which only {string.Join(", ", rule.Users)} may"];

    private static bool Is(string name, string family) => name == family || name.StartsWith(family + ".", StringComparison.Ordinal);
}
