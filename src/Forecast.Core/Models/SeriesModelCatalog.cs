namespace Forecast.Core.Models;

/// <summary>Every model that can be fitted to a plain series; adding one is one line here.</summary>
public static class SeriesModelCatalog
{
    /// <summary>The models, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<SeriesModel> All { get; } =
    [
        new("garch", "GARCH(p,q), maximum likelihood; ARCH(p) with orders p,0", ReturnSeries.Garch),
        new("ewma", "Exponentially weighted moving average of squared returns, decay 0.94, zero mean", EwmaEstimator.Fit),
        new("har", "Heterogeneous autoregression of a realised variance, least squares", HarSeries.Level),
        new("log-har", "Heterogeneous autoregression of the log of a realised variance, least squares, winsorised smearing", HarSeries.Log),
        new("gjr", "GJR-GARCH(p,o,q): falls move the variance more than rises", ReturnSeries.Gjr),
        new("tarch", "Threshold ARCH(p,o,q) of the standard deviation, with asymmetry", ReturnSeries.Tarch),
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeriesModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no series model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
