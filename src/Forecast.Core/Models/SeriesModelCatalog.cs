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
        new("component-garch", "Component GARCH(1,1): the variance reverts to a level that moves slowly itself", LongMemorySeries.ComponentGarch),
        new("harch", "Squared returns averaged over several horizons, each with its weight", LongMemorySeries.Harch),
        new("figarch", "Fractionally integrated GARCH: shocks to the variance die out hyperbolically", LongMemorySeries.Figarch),
        new("ewma-estimated", "Exponentially weighted moving average of squared returns, decay by maximum likelihood, zero mean", LongMemorySeries.Ewma),
        new(RiskMetrics2006Estimator.Id, "RiskMetrics 2006: moving averages with decay times from 4 to 362 steps, nothing estimated, zero mean", RiskMetrics2006Estimator.Fit),
        new("egarch", "Exponential GARCH(p,o,q): a recursion in the log variance", EgarchSeries.Egarch),
        new("aparch", "Asymmetric power ARCH(p,o,q): a recursion in an estimated power of the standard deviation", EgarchSeries.Aparch),
        new(GarchXEstimator.Id, "Exponential GARCH(1,1) whose log variance is moved by other columns, such as order flow", EgarchSeries.GarchX),
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeriesModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no series model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
