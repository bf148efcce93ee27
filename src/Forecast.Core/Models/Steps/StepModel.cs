using System.Globalization;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A model of the returns or realised variances of steps, estimated every 7 days on at most the last <see cref="LongestSample"/> of them.
/// <code>of returns: f = c · Σ_{j=1..h/s} E h_{T+j},   c = Σ RV(step) / Σ h_t over the estimation sample</code>
/// <para>Steps: s is a day where the horizon is whole days, else an hour; steps end on the UTC grid. The forecast is that of the last complete step, so for horizons of whole days it changes
/// at 00:00 UTC only. A step that lacks what the model reads is left out of the likelihood, and passes with its expected values in the state.</para>
/// <para>State: that after the last step estimated on; the filter runs on from there and reads the hours since.</para>
/// <para>Domain: at least <see cref="LeastDays"/> daily or <see cref="LeastHours"/> hourly returns that are not all equal.</para>
/// <para>Reference: Andersen and Bollerslev (1998), International Economic Review 39, for judging a model of returns by realised variance.</para>
/// </summary>
/// <param name="id">Id in the catalogue.</param>
/// <param name="description">One sentence for people.</param>
public abstract class StepModel(string id, string description) : IVolatilityModel
{
    /// <summary>Most steps that are estimated on: four years of days, 61 days of hours.</summary>
    public const int LongestSample = 4 * 365;

    /// <summary>Fewest daily returns.</summary>
    public const int LeastDays = 100;

    /// <summary>Fewest hourly returns.</summary>
    public const int LeastHours = 500;

    /// <summary>Parameter that holds c.</summary>
    internal const string Ratio = "rv_per_return_variance";

    private const string State = "state[";

    public string Id => id;

    public string Description => description;

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        var sample = StepSample.Of(history, horizon, FirstHour(history, ModelSteps.Hours(horizon)), Reads(history, ModelSteps.Hours(horizon)));
        if (sample.Refusal(id) is { } refusal) return FitResult.Refused(refusal);
        var fit = Estimate(history, sample, stop);
        if (fit.Status == FitStatus.Failed) return FitResult.Refused($"{fit.Reason} ({sample.Subject})");
        IReadOnlyList<Parameter> parameters = fit.Variances is { } variances ? [.. fit.Parameters, new(Ratio, sample.Ratio([.. variances]))] : fit.Parameters;
        FittedModel Of(IReadOnlyList<Parameter> all) => new(id, horizon, history.Origin, sample.Returns.Length, fit.Status, all);
        double[] state;
        try
        {
            state = sample.Run(history, Resume(Of(parameters), fit.Opening));
        }
        catch (ArgumentException e)
        {
            return FitResult.Refused($"{id} needs returns whose variance stays within numbers ({sample.Subject}): {e.Message}");
        }
        return FitResult.Of(
            Of([
                .. parameters,
                new(StepFilter.StateHour, sample.StateHour),
                .. state.Select((x, k) => new Parameter(string.Create(CultureInfo.InvariantCulture, $"{State}{k}]"), x)),
            ]), fit.Reason);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) =>
        new StepFilter(model, history, Resume(model, [.. model.Parameters.Where(p => p.Name.StartsWith(State, StringComparison.Ordinal)).Select(p => p.Value)]));

    /// <summary>Whether a step of so many hours, with a price at both ends, has what the model reads beside them; asked by the hour with which it ends. Steps that do not are left out of the sample.</summary>
    private protected virtual Predicate<int> Reads(MarketHistory history, int step) => static _ => true;

    /// <summary>The hour of the history at which the sample may begin, for steps of so many hours.</summary>
    private protected virtual int FirstHour(MarketHistory history, int step) => history.Count - 1 - (LongestSample * step);

    private protected abstract StepEstimate Estimate(MarketHistory history, StepSample sample, CancellationToken stop);

    /// <summary>The state that the fit left, from the model's parameters and its <paramref name="state"/>.</summary>
    private protected abstract IStepState Resume(FittedModel model, double[] state);
}
