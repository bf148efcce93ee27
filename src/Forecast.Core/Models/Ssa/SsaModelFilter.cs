using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of an <see cref="SsaModel"/>: the forecast from the last window of complete steps, which is read from the history when a step ends.</summary>
internal sealed class SsaModelFilter : IVolatilityFilter
{
    // Parameters before the first step's smearing factor.
    private const int Leading = 5;

    private readonly SsaState _parameters;
    private readonly int _step;
    private int _count;

    public SsaModelFilter(FittedModel model, MarketHistory history)
    {
        _step = ModelSteps.Hours(model.Horizon);
        var (window, steps) = ((int)model["window"], ModelSteps.Count(model.Horizon));
        var (weights, smearing) = (new double[steps][], new double[steps]);
        for (var j = 0; j < steps; j++)
        {
            var first = Leading + (j * (window + 1));
            smearing[j] = model.Parameters[first].Value;
            weights[j] = [.. model.Parameters.Skip(first + 1).Take(window).Select(p => p.Value)];
        }
        _parameters = new(weights, model["mean"], model["low"], model["high"], smearing, new double[window], 0);
        _count = history.Count;
        Take(history);
    }

    public double Forecast { get; private set; }

    public void Append(MarketHistory history)
    {
        if (history.Count != _count + 1)
            throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)} with {history.Count} hours; {_count + 1} are expected");
        _count++;
        if (history.Origin % (_step * Duration.Hour) == 0) Take(history);
    }

    /// <summary>The hours with which the last complete steps end, oldest first, at most <paramref name="longest"/>; none in the first month.</summary>
    public static List<int> Ends(MarketHistory history, int step, int longest)
    {
        var last = history.Count - 1 - (int)(history.Origin / Duration.Hour % step);
        var ends = new List<int>();
        for (var i = Math.Max(last - (step * (longest - 1)), last - ((last - HourlySeries.Month + 1) / step * step)); i <= last; i += step)
        {
            if (i >= HourlySeries.Month - 1) ends.Add(i);
        }
        return ends;
    }

    /// <summary>Log variance of the step that ends with hour <paramref name="i"/>, or of the last one before it that has one; NaN where none has.</summary>
    public static double Log(MarketHistory history, int i, int step)
    {
        var logs = history.LogMean(step);
        for (; i >= HourlySeries.Month - 1; i -= step)
        {
            if (double.IsFinite(logs[i])) return logs[i] + Math.Log(step);
        }
        return double.NaN;
    }

    private void Take(MarketHistory history)
    {
        var window = _parameters.Window;
        var ends = Ends(history, _step, window.Length);
        if (ends.Count < window.Length) throw new ArgumentException($"the history of {history.Symbol} to {Instant.Format(history.Origin)} is shorter than the window of the model");
        for (var t = 0; t < window.Length; t++) window[t] = Log(history, ends[t], _step) - _parameters.Mean;
        var filter = new SsaFilter(_parameters);
        Forecast = 0;
        for (var j = 1; j <= filter.Steps; j++) Forecast += filter.Forecast(j);
    }
}
