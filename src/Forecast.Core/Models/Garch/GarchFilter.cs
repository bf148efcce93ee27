using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// The state of a <see cref="GarchModel"/>: the conditional variance of the next step. It runs on from the state that the fit left, so it reads the hours since
/// then and none before them but the price at the last step's end.
/// </summary>
internal sealed class GarchFilter : IVolatilityFilter
{
    /// <summary>Parameter that holds the conditional variance of the step after the last one estimated on.</summary>
    public const string NextVariance = "next_variance";

    /// <summary>Parameter that holds the end of that last step, in hours since 1970-01-01 00:00 UTC.</summary>
    public const string StateHour = "state_hour";

    private readonly GarchParameters _parameters;
    private readonly int _step;
    private readonly double _slope;
    private readonly double _constant;
    private double _next;
    private int _count;

    public GarchFilter(FittedModel model, MarketHistory history)
    {
        _parameters = new(model["mu"], model["omega"], model["alpha[1]"], model["beta[1]"]);
        _step = GarchSteps.Hours(model.Horizon);
        var (slope, constant) = _parameters.Cumulative(TargetTable.HoursOf(model.Horizon) / _step);
        var ratio = model["rv_per_return_variance"];
        (_slope, _constant) = (ratio * slope, ratio * constant);
        _next = model[NextVariance];
        var since = (history.Origin / Duration.Hour) - (long)model[StateHour];
        if (since < 0 || since >= history.Count)
            throw new ArgumentException($"the model's state is of {Instant.Format((long)model[StateHour] * Duration.Hour)}; the history of {history.Symbol} from {Instant.Format(history.End(0))} to {Instant.Format(history.Origin)} does not hold that hour");
        for (_count = history.Count - (int)since; _count < history.Count;) Take(history);
    }

    public double Forecast => _constant + (_slope * _next);

    public void Append(MarketHistory history)
    {
        if (history.Count != _count + 1)
            throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)} with {history.Count} hours; {_count + 1} are expected");
        Take(history);
    }

    private void Take(MarketHistory history)
    {
        var i = _count++;
        if (!GarchSteps.EndsAt(history, i, _step)) return;
        _next = _parameters.Next(GarchSteps.Return(history, i, _step) - _parameters.Mu, _next);
    }
}
