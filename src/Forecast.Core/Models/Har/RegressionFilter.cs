using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>The state of a model of the HAR family: its forecast needs the last hour's regressors and nothing else, and is computed where it is asked for.</summary>
internal sealed class RegressionFilter(LadderModel model, FittedModel fitted, MarketHistory history) : IVolatilityFilter
{
    private readonly IReadOnlyList<LadderTerm> _terms = model.Terms(history);
    private readonly double[] _coefficients = model.Coefficients(fitted, history);
    private readonly int _horizon = TargetTable.HoursOf(fitted.Horizon);
    private MarketHistory _history = history;
    private double? _forecast;

    public double Forecast => _forecast ??= model.Forecast(fitted, Linear(), _history);

    public void Append(MarketHistory history)
    {
        if (history.Origin != _history.Origin + Duration.Hour)
            throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)}; one hour after {Instant.Format(_history.Origin)} is expected");
        (_history, _forecast) = (history, null);
    }

    // b₀ + Σ b_k x_k at the last hour.
    private double Linear()
    {
        Span<int> at = [_history.Count - 1];
        Span<double> value = [0];
        var sum = _coefficients[0];
        for (var k = 0; k < _terms.Count; k++)
        {
            _terms[k].Fill(_history, _horizon, at, value);
            sum += _coefficients[k + 1] * value[0];
        }
        return sum;
    }
}
