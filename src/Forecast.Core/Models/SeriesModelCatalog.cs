namespace Forecast.Core.Models;

/// <summary>Every model that can be fitted to a plain series; adding one is one line here.</summary>
public static class SeriesModelCatalog
{
    /// <summary>The models, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<SeriesModel> All { get; } =
    [
        new("garch", "GARCH(1,1), Gaussian quasi-maximum likelihood", GarchSeries.Fit),
        new("ewma", "Exponentially weighted moving average of squared returns, decay 0.94, zero mean", EwmaEstimator.Fit),
        new("har", "Heterogeneous autoregression of a realised variance, least squares", HarSeries.Level),
        new("log-har", "Heterogeneous autoregression of the log of a realised variance, least squares, winsorised smearing", HarSeries.Log),
        new("realized-garch", "Realized GARCH, log-linear: returns with a realised variance beside them, Gaussian maximum likelihood", RealizedGarchSeries.Fit),
        new("heavy", "HEAVY: returns and a realised variance, each with an equation driven by the last realised variance, Gaussian quasi-maximum likelihood", HeavySeries.Fit),
        new("ssa", "Singular spectrum analysis of the log of a realised variance, window and rank chosen by walking forward, winsorised smearing", SsaSeries.Fit),
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeriesModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no series model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
