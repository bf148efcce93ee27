using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A model of the HAR family: regressors known at the origin, a link and an estimator. What differs between the family's members is stated by each of them.
/// <code>level: y(t, t+h] = b₀ + Σ_k b_k x_k,   log: y(t, t+h] = s · season(t, t+h] · exp(b₀ + Σ_k b_k x_k)</code>
/// <para>Units: variance over the horizon h. Estimated on all complete, positive targets of the last three years, again every Monday where nothing else is said.</para>
/// <para>Insanity filter of levels: a forecast outside the range of the training targets is set to the nearer end (see docs/decisions/0007). Logs need none on
/// the ladder alone: they are positive and far from explosive. With more regressors what is left of a forecast without its season is kept inside the range of the training targets without theirs.</para>
/// <para>Domain: at least <see cref="HarModel.LeastRows"/> complete targets with a 30-day history before them, more than regressors, and regressors that are not collinear; one that never varied has the coefficient 0.</para>
/// <para>Reference: Corsi (2009), Journal of Financial Econometrics 7.</para>
/// </summary>
public abstract class LadderModel : IVolatilityModel
{
    private const string Constant = "const", Smearing = "smearing", Lowest = "min_target", Highest = "max_target";

    private protected LadderModel(string id, string description, LadderLink link) => (Id, Description, Link) = (id, description, link);

    public string Id { get; }

    public string Description { get; }

    public virtual TimeSpan RefitEvery => TimeSpan.FromDays(7);

    /// <summary>What the linear predictor is.</summary>
    public LadderLink Link { get; }

    /// <summary>Whether the log season of the hours to come is added to the predictor.</summary>
    public virtual bool IsSeasonal => false;

    /// <summary>Whether forecasts are kept inside the range of the training targets.</summary>
    public virtual bool IsBounded => Link == LadderLink.Level;

    /// <summary>The regressors, of those that the history's source allows.</summary>
    public abstract IReadOnlyList<LadderTerm> Terms(MarketHistory history);

    /// <summary>The coefficients; null where regressors are collinear.</summary>
    private protected abstract LadderEstimate? Estimate(LadderRows rows, CancellationToken stop);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var terms = Terms(history);
        var rows = LadderRows.Train(history, horizon, terms, Link, IsSeasonal, stop);
        var least = Math.Max(HarModel.LeastRows, terms.Count + 2);
        if (rows.Count < least)
            return FitResult.Refused($"{Id} needs {least} complete targets after 30 days of history; {history.Symbol} has {rows.Count}");
        if (Estimate(rows, stop) is not { } estimate || !Array.TrueForAll(estimate.Coefficients, double.IsFinite) || !(estimate.Smearing > 0) || !double.IsFinite(estimate.Smearing))
            return FitResult.Refused($"{Id} finds collinear regressors for {history.Symbol}: its realised variance is constant");
        var parameters = new List<Parameter> { new(Constant, estimate.Coefficients[0]) };
        for (var k = 0; k < terms.Count; k++) parameters.Add(new(terms[k].Name, estimate.Coefficients[k + 1]));
        if (Link == LadderLink.Log) parameters.Add(new(Smearing, estimate.Smearing));
        if (IsBounded) parameters.AddRange([new(Lowest, Variance(rows.Target.Min())), new(Highest, Variance(rows.Target.Max()))]);
        if (estimate.Penalty is var (penalty, mixing)) parameters.AddRange([new("penalty", penalty), new("mixing", mixing)]);
        return FitResult.Of(
            new FittedModel(Id, horizon, history.Origin, rows.Count, estimate.Status, parameters),
            estimate.Status == FitStatus.Converged ? null : $"{Id} reached its iteration limit for {history.Symbol}; its last step is taken");
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new RegressionFilter(this, model, history);

    /// <summary>The constant and the coefficients of <see cref="Terms"/>.</summary>
    internal double[] Coefficients(FittedModel model, MarketHistory history) => [model[Constant], .. Terms(history).Select(t => model[t.Name])];

    /// <summary>The forecast at the history's origin from its linear predictor; NaN where a regressor is absent.</summary>
    internal double Forecast(FittedModel model, double linear, MarketHistory history)
    {
        var forecast = Link == LadderLink.Level ? linear : model[Smearing] * Math.Exp(linear);
        if (IsBounded) forecast = Math.Clamp(forecast, model[Lowest], model[Highest]);
        return IsSeasonal ? forecast * Math.Exp(history.SeasonAhead(TargetTable.HoursOf(model.Horizon))[^1]) : forecast;
    }

    private double Variance(double target) => Link == LadderLink.Level ? target : Math.Exp(target);
}
