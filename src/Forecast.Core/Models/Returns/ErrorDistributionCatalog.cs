namespace Forecast.Core.Models;

/// <summary>Every distribution of standardised errors; adding one is one line here.</summary>
public static class ErrorDistributionCatalog
{
    /// <summary>The distributions, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<IErrorDistribution> All { get; } =
    [
        new NormalErrors(),
        new StudentErrors(),
        new SkewStudentErrors(),
        new GeneralizedErrors(),
    ];

    /// <summary>The distribution named <paramref name="id"/>; null where there is none.</summary>
    public static IErrorDistribution? Find(string id) => All.FirstOrDefault(d => d.Id == id);
}
