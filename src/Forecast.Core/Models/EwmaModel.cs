using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// Exponentially weighted moving average of realised variance with the RiskMetrics decay, updated every hour.
/// <code>v ← λ v + (1 − λ) RV_hour,   λ = 0.94^(1/24),   forecast = v × hours of the horizon</code>
/// <para>Units: v is a variance per hour. The recursion starts at the mean of the first 720 hours.</para>
/// <para>Domain: 720 hours of history with a positive variance. There is nothing to estimate.</para>
/// <para>Reference: J.P. Morgan/Reuters (1996), RiskMetrics Technical Document, section 5.2.</para>
/// </summary>
public sealed class EwmaModel : IVolatilityModel
{
    /// <summary>Decay of one day.</summary>
    public const double DailyDecay = 0.94;

    public string Id => "ewma";

    public string Description => "Exponentially weighted moving average of realised variance, RiskMetrics decay of 0.94 a day, updated hourly";

    public TimeSpan RefitEvery => TimeSpan.FromDays(7);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        stop.ThrowIfCancellationRequested();
        if (history.Count < HourlySeries.Month)
            return FitResult.Refused($"ewma needs {HourlySeries.Month} hours of history; {history.Symbol} has {history.Count}");
        var month = history.Rolling(HourlySeries.Month);
        if (!(month[^1] > 0) || !(month[HourlySeries.Month - 1] > 0))
            return FitResult.Refused($"ewma needs a price that moves; {history.Symbol} stood still for 30 days, or lacks more than half of their bars");
        return FitResult.Of(new FittedModel(Id, horizon, history.Origin, history.Count, FitStatus.Converged, [new("lambda", Math.Pow(DailyDecay, 1.0 / 24))]));
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new State(model, history);

    private sealed class State : IVolatilityFilter
    {
        private readonly double _lambda;
        private readonly double _hours;
        private double _variance;
        private int _count;

        public State(FittedModel model, MarketHistory history)
        {
            (_lambda, _hours) = (model["lambda"], model.Horizon.TotalHours);
            _variance = history.Rolling(HourlySeries.Month)[HourlySeries.Month - 1] / HourlySeries.Month;
            _count = HourlySeries.Month;
            foreach (var v in history.Variance[HourlySeries.Month..]) Take(v);
        }

        public double Forecast => _variance * _hours;

        public void Append(MarketHistory history)
        {
            if (history.Count != _count + 1)
                throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)} with {history.Count} hours; {_count + 1} are expected");
            Take(history.Variance[^1]);
        }

        private void Take(double variance)
        {
            // An hour of which nothing is known changes nothing.
            if (!double.IsNaN(variance)) _variance = (_lambda * _variance) + ((1 - _lambda) * variance);
            _count++;
        }
    }
}
