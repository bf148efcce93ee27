using System.Globalization;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// Singular spectrum analysis of log realised variance: of days where the horizon is whole days, else of hours.
/// <code>f = Σ_{j=1..h/s} s_j exp(m + g_jᵀ (ln RV_{T−L+1} − m, …, ln RV_T − m))</code>
/// <para>Steps: s is a day that ends at 00:00 UTC, or an hour. The forecast is that of the last complete step. A step without a variance takes the one before it; a quiet one has a floor, see
/// <see cref="MarketHistory.LogMean"/>.</para>
/// <para>Estimation: on at most the last <see cref="LongestDays"/> days or <see cref="LongestHours"/> hours; window and rank as <see cref="SsaChoice"/>. The model holds the weights, steps × window of
/// them.</para>
/// <para>Domain: <see cref="SsaEstimator.LeastObservations"/> steps after a month of history, and four for each step ahead; not all equal. Reference: <see cref="SsaEstimator"/>.</para>
/// </summary>
public sealed class SsaModel : IVolatilityModel
{
    /// <summary>Longest sample of days.</summary>
    public const int LongestDays = 3 * 365;

    /// <summary>Longest sample of hours: 90 days.</summary>
    public const int LongestHours = 90 * 24;

    public string Id => "ssa";

    public string Description => "Singular spectrum analysis of log realised variance of days (below a day: hours), window and rank chosen by walking forward";

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        var step = ModelSteps.Hours(horizon);
        var ends = SsaModelFilter.Ends(history, step, step == 24 ? LongestDays : LongestHours);
        var variances = new double[ends.Count];
        for (var t = 0; t < variances.Length; t++) variances[t] = Math.Exp(SsaModelFilter.Log(history, ends[t], step));
        // Before the first month that has half of its prices there is nothing to take a missing step's variance from.
        var first = Array.FindIndex(variances, double.IsFinite);
        if (first > 0) variances = variances[first..];
        var fit = SsaEstimator.Fit(variances, ModelSteps.Count(horizon), stop: stop);
        if (fit.Estimate is not { } estimate) return FitResult.Refused($"{fit.Reason} ({(step == 24 ? "days" : "hours")} of {history.Symbol} after the first 30 days)");
        var state = estimate.State;
        List<Parameter> parameters = [new("window", estimate.Choice.Window), new("rank", estimate.Choice.Rank), new("mean", state.Mean), new("low", state.Low), new("high", state.High)];
        for (var j = 0; j < state.Weights.Length; j++)
        {
            parameters.Add(new(string.Create(CultureInfo.InvariantCulture, $"smearing[{j + 1}]"), state.Smearing[j]));
            for (var i = 0; i < state.Weights[j].Length; i++) parameters.Add(new(string.Create(CultureInfo.InvariantCulture, $"weight[{j + 1},{i + 1}]"), state.Weights[j][i]));
        }
        return FitResult.Of(new FittedModel(Id, horizon, history.Origin, variances.Length, FitStatus.Converged, parameters));
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new SsaModelFilter(model, history);
}
