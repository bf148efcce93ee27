using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The steps that a model is estimated on, oldest first; steps without a price at either end are left out.</summary>
internal sealed class StepSample
{
    private readonly string _symbol;

    private StepSample(string symbol, int step, int[] ends, double[] returns, double[] measured, long stateHour) =>
        (_symbol, Step, Ends, Returns, Measured, StateHour) = (symbol, step, ends, returns, measured, stateHour);

    /// <summary>Hours in a step.</summary>
    public int Step { get; }

    /// <summary>The hours with which the steps end.</summary>
    public int[] Ends { get; }

    /// <summary>Log return of each step.</summary>
    public double[] Returns { get; }

    /// <summary>Realised variance of each step, NaN where absent.</summary>
    public double[] Measured { get; }

    /// <summary>The end of the last step, in hours since 1970-01-01 00:00 UTC.</summary>
    public long StateHour { get; }

    /// <summary>What the sample is of, for reasons.</summary>
    public string Subject => $"{Unit} returns of {_symbol}";

    private string Unit => Step == 1 ? "hourly" : "daily";

    /// <summary>The steps for a horizon that begin at hour <paramref name="first"/> of the history or later, and of which <paramref name="isThere"/>, asked by the hour with which a step ends, says that what the model reads is there.</summary>
    public static StepSample Of(MarketHistory history, TimeSpan horizon, int first, Predicate<int> isThere)
    {
        var step = ModelSteps.Hours(horizon);
        var measure = history.Rolling(step);
        var ends = new List<int>();
        for (var i = Math.Max(0, first) + step; i < history.Count; i++)
        {
            if (ModelSteps.EndsAt(history, i, step) && isThere(i)) ends.Add(i);
        }
        var (returns, measured) = (new double[ends.Count], new double[ends.Count]);
        for (var t = 0; t < returns.Length; t++) (returns[t], measured[t]) = (ModelSteps.Return(history, ends[t], step), measure[ends[t]]);
        return new(history.Symbol, step, [.. ends], returns, measured, ends.Count > 0 ? history.End(ends[^1]) / Duration.Hour : 0);
    }

    /// <summary>Takes <paramref name="state"/>, that before the first step, through all steps to the last: those that are left out of the sample pass. Returns what is stored of it.</summary>
    public double[] Run(MarketHistory history, IStepState state)
    {
        for (var end = Ends[0]; end <= Ends[^1]; end += Step) StepFilter.Take(state, history, end, Step);
        return state.Memory;
    }

    /// <summary>Why nothing can be estimated on these steps, or null.</summary>
    public string? Refusal(string id)
    {
        var least = Step == 1 ? StepModel.LeastHours : StepModel.LeastDays;
        if (Returns.Length < least) return string.Create(CultureInfo.InvariantCulture, $"{id} needs {least} {Unit} returns; {_symbol} has {Returns.Length}");
        return Array.Exists(Measured, v => v > 0) ? null : $"{id} needs a realised variance above 0; {_symbol} has none";
    }

    /// <summary>Σ RV / Σ h over the steps that have a realised variance, for the variances h that a model of the returns gives to the steps.</summary>
    public double Ratio(ReadOnlySpan<double> variances)
    {
        var (realized, modelled) = (0.0, 0.0);
        for (var t = 0; t < Measured.Length; t++)
        {
            if (double.IsNaN(Measured[t])) continue;
            realized += Measured[t];
            modelled += variances[t];
        }
        return realized / modelled;
    }
}
