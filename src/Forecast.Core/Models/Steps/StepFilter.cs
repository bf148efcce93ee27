using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A fitted model of steps on its way through the hours. It runs on from the state that the fit left, so it takes the steps since then; before them it reads the first step's own hours, and what a regressor of a step looks back on.
/// </summary>
internal sealed class StepFilter : IVolatilityFilter
{
    /// <summary>Parameter that holds the end of the last step estimated on, in hours since 1970-01-01 00:00 UTC.</summary>
    public const string StateHour = "state_hour";

    private readonly IStepState _state;
    private readonly int _step;
    private double? _forecast;
    private int _count;

    /// <summary>Runs <paramref name="state"/>, that of the fitted <paramref name="model"/>, through the hours since the fit.</summary>
    public StepFilter(FittedModel model, MarketHistory history, IStepState state)
    {
        (_state, _step) = (state, ModelSteps.Hours(model.Horizon));
        var since = (history.Origin / Duration.Hour) - (long)model[StateHour];
        if (since < 0 || since >= history.Count)
            throw new ArgumentException($"the model's state is of {Instant.Format((long)model[StateHour] * Duration.Hour)}; the history of {history.Symbol} from {Instant.Format(history.End(0))} to {Instant.Format(history.Origin)} does not hold that hour");
        for (_count = history.Count - (int)since; _count < history.Count;) Take(history);
    }

    /// <summary>Takes a step. A return so far out that it leaves no variance says nothing that the model can hold: its step passes as one without a price.</summary>
    public static void Take(IStepState state, MarketHistory history, int end, int step)
    {
        try
        {
            state.Take(history, end, step);
        }
        catch (InvalidOperationException)
        {
            try
            {
                state.Pass();
            }
            catch (InvalidOperationException)
            {
                // Not even what is expected leaves a variance: the state stays as it was.
            }
        }
    }

    public double Forecast => _forecast ??= _state.Forecast;

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
        Take(_state, history, i, _step);
    }
}
