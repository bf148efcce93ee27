namespace Forecast.Core.Models;

/// <summary>Every error distribution of the GARCH family; adding one is one line here.</summary>
public static class ErrorDistributionCatalog
{
    public static IReadOnlyList<IErrorDistribution> All { get; } =
    [
        new NormalErrors(),
    ];

    /// <summary>The distribution called <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IErrorDistribution Get(string id) =>
        All.FirstOrDefault(e => e.Id == id) ?? throw new ArgumentException($"there is no error distribution '{id}'; there are {string.Join(", ", All.Select(e => e.Id))}");
}
