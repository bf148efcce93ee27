using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A member of the GARCH family on close-to-close log returns, rescaled to realised variance.
/// <code>f = c · Σ_{j=1..h/s} E h_{T+j},   c = Σ RV(step) / Σ h_t over the estimation sample</code>
/// <para>Steps: s is a day where the horizon is whole days, else an hour; steps end on the UTC grid. The forecast is that of the last complete step, so for horizons of whole days it changes
/// at 00:00 UTC only. A step without a price at either end is left out of the sample, and passes with its expected variance in the filter.</para>
/// <para>Estimation: maximum likelihood with a zero mean, which is lost in the noise of a day and would be a kink where |e| enters, and arch's presample, on at most the last <paramref name="longest"/> steps. Where the expected variance has no closed form beyond one step it is
/// the mean of <see cref="Paths"/> paths with a fixed seed.</para>
/// <para>State: the equation's memory after the last step estimated on; the filter runs on from there and reads the hours since.</para>
/// <para>Domain: at least <see cref="GarchModel.LeastDays"/> daily or <see cref="GarchModel.LeastHours"/> hourly returns that are not all equal.</para>
/// <para>Reference: Andersen and Bollerslev (1998), International Economic Review 39, for judging it by realised variance.</para>
/// </summary>
/// <param name="id">Id in the catalogue, and of the variance equation where <paramref name="equation"/> says nothing else.</param>
/// <param name="description">One sentence for people.</param>
/// <param name="equation">Id of the variance equation in <see cref="ReturnModelCatalog"/>.</param>
/// <param name="orders">Its orders, or its lags where it has those.</param>
/// <param name="errors">Id of the error distribution.</param>
/// <param name="longest">Most steps that are estimated on.</param>
public sealed class ReturnVolatilityModel(string id, string description, string equation, IReadOnlyList<int> orders, string errors, int longest = ReturnVolatilityModel.LongestSample) : IVolatilityModel
{
    /// <summary>Paths of a forecast without a closed form.</summary>
    public const int Paths = 2000;

    /// <summary>Most steps that are estimated on unless a model says otherwise: four years of days, 61 days of hours.</summary>
    public const int LongestSample = 4 * 365;

    public string Id => id;

    public string Description => description;

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon)
    {
        var step = GarchSteps.Hours(horizon);
        var (least, unit) = step == 1 ? (GarchModel.LeastHours, "hourly") : (GarchModel.LeastDays, "daily");
        var ends = GarchSteps.Ends(history, step, Math.Max(0, history.Count - 1 - (longest * step)));
        if (ends.Count < least) return FitResult.Refused($"{id} needs {least} {unit} returns; {history.Symbol} has {ends.Count}");
        var (returns, measured) = (new double[ends.Count], new double[ends.Count]);
        for (var t = 0; t < returns.Length; t++)
        {
            returns[t] = GarchSteps.Return(history, ends[t], step);
            measured[t] = history.Rolling(step)[ends[t]];
        }
        if (!measured.Any(v => v > 0)) return FitResult.Refused($"{id} needs a realised variance above 0; {history.Symbol} has none");
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), ReturnModelCatalog.Equation(equation, orders), ErrorDistributionCatalog.Get(errors), PresampleVariance.Arch);
        var fit = ReturnEstimator.Fit(id, returns, model);
        if (!fit.IsEstimate) return FitResult.Refused($"{fit.Reason} ({unit} returns of {history.Symbol})");

        var (realized, modelled) = (0.0, 0.0);
        for (var t = 0; t < measured.Length; t++)
        {
            if (double.IsNaN(measured[t])) continue;
            realized += measured[t];
            modelled += fit.Variances[t];
        }
        var memory = fit.Memory();
        if (!Array.TrueForAll(memory, double.IsFinite)) return FitResult.Refused($"{id} needs returns whose variance stays within numbers; that of {history.Symbol} explodes");
        return FitResult.Of(
            new FittedModel(id, horizon, history.Origin, returns.Length, fit.Status,
            [
                .. fit.Parameters,
                new(Ratio, realized / modelled),
                new(StateHour, history.End(ends[^1]) / Duration.Hour),
                .. memory.Select((m, k) => new Parameter($"{State}[{k.ToString(System.Globalization.CultureInfo.InvariantCulture)}]", m)),
            ]), fit.Reason);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history)
    {
        var names = new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), ReturnModelCatalog.Equation(equation, orders), ErrorDistributionCatalog.Get(errors), PresampleVariance.Arch).Names;
        double[] memory = [.. model.Parameters.Where(p => p.Name.StartsWith(State + "[", StringComparison.Ordinal)).Select(p => p.Value)];
        var state = ReturnState.Restore(new ReturnStateSnapshot(ReturnStateSnapshot.CurrentVersion, equation, [.. orders], "zero", [], errors, [.. names.Select(n => model[n])], memory, []));
        return new Running(state, model, history);
    }

    private const string Ratio = "rv_per_return_variance", StateHour = GarchFilter.StateHour, State = "state";

    private sealed class Running : IVolatilityFilter
    {
        private readonly ReturnState _state;
        private readonly double _ratio;
        private readonly int _step;
        private readonly int[] _steps;
        private double? _forecast;

        // After weeks without a move one return may take an exponential recursion out of all numbers: there is no forecast then until the parameters are estimated again.
        private bool _isLost;
        private int _count;

        public Running(ReturnState state, FittedModel model, MarketHistory history)
        {
            (_state, _ratio, _step) = (state, model[Ratio], GarchSteps.Hours(model.Horizon));
            _steps = [TargetTable.HoursOf(model.Horizon) / _step];
            var since = (history.Origin / Duration.Hour) - (long)model[StateHour];
            if (since < 0 || since >= history.Count)
                throw new ArgumentException($"the model's state is of {Instant.Format((long)model[StateHour] * Duration.Hour)}; the history of {history.Symbol} from {Instant.Format(history.End(0))} to {Instant.Format(history.Origin)} does not hold that hour");
            for (_count = history.Count - (int)since; _count < history.Count;) Take(history);
        }

        public double Forecast => _forecast ??= Expected();

        public void Append(MarketHistory history)
        {
            if (history.Count != _count + 1)
                throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)} with {history.Count} hours; {_count + 1} are expected");
            Take(history);
        }

        private void Take(MarketHistory history)
        {
            var i = _count++;
            if (history.End(i) % (_step * Duration.Hour) != 0) return;
            _forecast = null;
            if (_isLost) return;
            try
            {
                if (GarchSteps.EndsAt(history, i, _step)) _state.Append(GarchSteps.Return(history, i, _step));
                else _state.Skip();
            }
            catch (InvalidOperationException)
            {
                _isLost = true;
            }
        }

        private double Expected()
        {
            if (_isLost) return double.NaN;
            try
            {
                return _ratio * _state.Forecast(_steps, new ReturnForecastOptions { Paths = Paths }).Variances[0];
            }
            catch (InvalidOperationException)
            {
                return double.NaN;
            }
        }
    }
}
