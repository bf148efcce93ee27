using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// GARCH(1,1) of close-to-close log returns, rescaled to realised variance.
/// <code>f = c · Σ_{j=1..h/s} E h_{T+j},   c = Σ RV(step) / Σ h_t over the estimation sample</code>
/// <para>Steps: s is a day where the horizon is whole days, else an hour; steps end on the UTC grid. The forecast is that of the last complete step, so for
/// horizons of whole days it changes at 00:00 UTC only. A step without a price at either end is left out.</para>
/// <para>Estimation: Gaussian quasi-maximum likelihood with a constant mean and arch's presample, on at most the last four years.</para>
/// <para>Domain: at least <see cref="LeastDays"/> daily or <see cref="LeastHours"/> hourly returns that are not all equal.</para>
/// <para>Reference: Bollerslev (1986), Journal of Econometrics 31; Andersen and Bollerslev (1998), International Economic Review 39, for judging it by
/// realised variance.</para>
/// </summary>
public sealed class GarchModel : IVolatilityModel
{
    /// <summary>Fewest daily returns.</summary>
    public const int LeastDays = 100;

    /// <summary>Fewest hourly returns.</summary>
    public const int LeastHours = 500;

    private const int LongestWindow = 4 * 365 * 24;

    public string Id => "garch";

    public string Description => "GARCH(1,1) of daily (below a day: hourly) log returns, Gaussian quasi-maximum likelihood, rescaled to realised variance";

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon)
    {
        var step = GarchSteps.Hours(horizon);
        var ends = GarchSteps.Ends(history, step, Math.Max(0, history.Count - 1 - LongestWindow));
        var (least, unit) = step == 1 ? (LeastHours, "hourly") : (LeastDays, "daily");
        if (ends.Count < least)
            return FitResult.Refused($"garch needs {least} {unit} returns; {history.Symbol} has {ends.Count}");
        var returns = new double[ends.Count];
        var measured = new double[ends.Count];
        for (var t = 0; t < returns.Length; t++)
        {
            returns[t] = GarchSteps.Return(history, ends[t], step);
            measured[t] = history.Rolling(step)[ends[t]];
        }
        var fit = GarchEstimator.Fit(returns);
        if (fit.Estimate is not { } e) return FitResult.Refused($"{fit.Reason} ({unit} returns of {history.Symbol})");
        if (!measured.Any(v => v > 0)) return FitResult.Refused($"garch needs a realised variance above 0; {history.Symbol} has none");

        var variances = new double[returns.Length];
        var next = GarchRecursion.Variances(returns, e.Parameters, e.Presample, variances);
        var (realized, modelled) = (0.0, 0.0);
        for (var t = 0; t < measured.Length; t++)
        {
            if (double.IsNaN(measured[t])) continue;
            realized += measured[t];
            modelled += variances[t];
        }
        return FitResult.Of(
            new FittedModel(Id, horizon, history.Origin, returns.Length, fit.Status,
            [
                .. e.Values,
                new("rv_per_return_variance", realized / modelled),
                new("backcast", e.Presample.Level(e.Parameters.Mu)),
                new(GarchFilter.NextVariance, next),
                new(GarchFilter.StateHour, history.End(ends[^1]) / Duration.Hour),
            ]), fit.Reason);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new GarchFilter(model, history);
}
