namespace Forecast.Core.Models;

/// <summary>Every model that can be fitted to a plain series; adding one is one line here.</summary>
public static class SeriesModelCatalog
{
    /// <summary>The models, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<SeriesModel> All { get; } =
    [
        new("garch", "GARCH(1,1), Gaussian quasi-maximum likelihood", GarchSeries.Fit),
        new("ewma", "Exponentially weighted moving average of squared returns, decay 0.94, zero mean", EwmaEstimator.Fit),
        .. HarVariants.Models,
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeriesModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no series model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
