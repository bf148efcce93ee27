using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a model on the HAR ladder: its forecast needs the last hour's ladder and nothing else.</summary>
internal sealed class LadderFilter : IVolatilityFilter
{
    private readonly FittedModel _model;
    private readonly double[] _coefficients;
    private readonly bool _logs;
    private readonly Func<FittedModel, double, double> _forecast;
    private long _origin;

    public LadderFilter(FittedModel model, MarketHistory history, bool logs, Func<FittedModel, double, double> forecast)
    {
        (_model, _logs, _forecast) = (model, logs, forecast);
        _coefficients = [model["const"], .. HarLadder.Rungs.ToArray().Select(k => model[HarLadder.Name(k)])];
        Take(history);
    }

    public double Forecast { get; private set; }

    public void Append(MarketHistory history)
    {
        if (history.Origin != _origin + Duration.Hour)
            throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)}; one hour after {Instant.Format(_origin)} is expected");
        Take(history);
    }

    private void Take(MarketHistory history)
    {
        _origin = history.Origin;
        Forecast = _forecast(_model, HarLadder.Predict(history, _model.Horizon, _logs, _coefficients));
    }
}
