namespace Forecast.Core.Models;

/// <summary>Every model that can be fitted to a plain series; adding one is one line here.</summary>
public static class SeriesModelCatalog
{
    // What a member of the GARCH family lets one choose.
    private const SeriesOptionKinds Family = SeriesOptionKinds.Init | SeriesOptionKinds.Mean | SeriesOptionKinds.Distribution, Ordered = Family | SeriesOptionKinds.Orders;

    /// <summary>The models, in the order in which they are listed to people.</summary>
    public static IReadOnlyList<SeriesModel> All { get; } =
    [
        new("garch", "GARCH(p,q), maximum likelihood; ARCH(p) with orders p,0", Ordered, ReturnSeries.Garch),
        new("gjr", "GJR-GARCH(p,o,q): falls move the variance more than rises", Ordered, ReturnSeries.Gjr),
        new("tarch", "Threshold ARCH(p,o,q) of the standard deviation, with asymmetry", Ordered, ReturnSeries.Tarch),
        new("aparch", "Asymmetric power ARCH(p,o,q): a recursion in an estimated power of the standard deviation", Ordered, EgarchSeries.Aparch),
        new("egarch", "Exponential GARCH(p,o,q): a recursion in the log variance", Ordered, EgarchSeries.Egarch),
        new(GarchXEstimator.Id, "Exponential GARCH(1,1) whose log variance is moved by other columns, such as order flow", Family | SeriesOptionKinds.Exogenous, EgarchSeries.GarchX),
        new("figarch", "Fractionally integrated GARCH: shocks to the variance die out hyperbolically", Ordered, LongMemorySeries.Figarch),
        new("harch", "Squared returns averaged over several horizons, each with its weight", Family | SeriesOptionKinds.Lags, LongMemorySeries.Harch),
        new("component-garch", "Component GARCH(1,1): the variance reverts to a level that moves slowly itself", Family, LongMemorySeries.ComponentGarch),
        new("ewma", "Exponentially weighted moving average of squared returns, decay 0.94, zero mean", SeriesOptionKinds.None, EwmaEstimator.Fit),
        new("ewma-estimated", "Exponentially weighted moving average of squared returns, decay by maximum likelihood, zero mean", SeriesOptionKinds.Distribution | SeriesOptionKinds.Init, LongMemorySeries.Ewma),
        new(RiskMetrics2006Estimator.Id, "RiskMetrics 2006: moving averages with decay times from 4 to 362 steps, nothing estimated, zero mean", SeriesOptionKinds.None, RiskMetrics2006Estimator.Fit),
        new("realized-garch", "Realized GARCH, log-linear: returns with a realised measure beside them, Gaussian maximum likelihood", SeriesOptionKinds.Mean, RealizedSeries.Garch) { Needs = [Companion.RealizedMeasure] },
        new("heavy", "HEAVY: returns and a realised variance, each with an equation driven by the last realised variance, Gaussian quasi-maximum likelihood", SeriesOptionKinds.Mean, RealizedSeries.Heavy) { Needs = [Companion.RealizedVariance] },
        .. HarVariants.Models,
        new("ssa", "Singular spectrum analysis of the log of a realised variance, window and rank chosen by walking forward, winsorised smearing", SeriesOptionKinds.Lags, SsaSeries.Fit),
    ];

    /// <summary>The model named <paramref name="id"/>.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SeriesModel Get(string id) =>
        All.FirstOrDefault(m => m.Id == id) ?? throw new ArgumentException($"there is no series model '{id}'; there are {string.Join(", ", All.Select(m => m.Id))}");
}
