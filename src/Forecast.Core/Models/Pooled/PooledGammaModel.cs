using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// One gamma regression for all instruments of a panel, each relative to its own level of the last 30 days, by the loss that forecasts are judged by.
/// <code>
/// f = (1 − a) h exp(l_t + S_t) exp(b₀ + Σ_k b_k x_k) + a h exp(S_t) v₃₆₅,   b = argmin Σ (y/f − ln(y/f) − 1) + ridge over the rows of all instruments
/// </code>
/// <para>l_t is the log mean hourly variance of 30 days without season, S_t the log mean seasonal factor of the h hours to come (<see cref="PooledSeason"/>), x_k the regressors of <see cref="PooledFeatures"/>: ladders of
/// variance, of the range and of exponential means, the market's mean and largest range, falls and sizes of returns, volume, trades and the size of taker imbalance, and up to two days the shape of the last hour and the clock. The share a of the year's mean variance stands for shocks that do not grow out of today's
/// volatility: after quiet months they are a larger part of what to expect. exp(b₀ + Σ b x) is kept inside the range of the training targets.</para>
/// <para>Units: variance over the horizon h. Estimated every fourth Monday on everything known then, of as long a past as there is. An instrument that is two days old has a forecast; the regression has learnt from the others.</para>
/// <para>Domain: <see cref="LeastRows"/> rows in the panel, over <see cref="LeastDays"/> days. Reference: Patton (2011), Journal of Econometrics 160, for QLIKE; Bollerslev, Hood, Huss and Pedersen (2018), Review of Financial Studies 31, for pooling.</para>
/// </summary>
public sealed class PooledGammaModel : IVolatilityModel
{
    /// <summary>Fewest rows, of all instruments together.</summary>
    public const int LeastRows = 200;

    /// <summary>Days from the first row to the last, at least: a season has to have been seen.</summary>
    public const int LeastDays = 28;

    private const string Constant = "const", Lowest = "min_ratio", Highest = "max_ratio";

    // Of the mean of the loss.
    private const double Ridge = 0.01;

    public string Id => "pooled-gamma";

    public string Description => "One gamma regression for all instruments together, relative to each one's own level and season, on ladders of variance, range and order flow";

    public bool IsPooled => true;

    public TimeSpan RefitEvery => TimeSpan.FromDays(28);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        var origin = history.Origin;
        return history.Panel.Kept((Id, horizon, origin), panel => FitPanel(PooledMarket.Of(panel), horizon, origin, stop), stop);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new State(model, history);

    private FitResult FitPanel(PooledMarket market, TimeSpan horizon, long origin, CancellationToken stop)
    {
        var rows = PooledRows.Of(market, TargetTable.HoursOf(horizon), origin, stop);
        if (rows.Count < LeastRows || rows.Hours < 24 * LeastDays)
            return FitResult.Refused($"{Id} needs {LeastRows} complete targets over {LeastDays} days; the panel has {rows.Count} over {rows.Hours / 24}");
        var varying = VaryingColumns.Of(rows.Columns, rows.Count);
        if (GammaRegression.Fit(varying.Columns, rows.Target, stop: stop, penalty: Ridge) is not { } fit || !Array.TrueForAll(fit.Coefficients, double.IsFinite))
            return FitResult.Refused($"{Id} finds no regression: the panel's variance is constant");
        var b = varying.Spread(fit.Coefficients);
        var status = fit.Ending == MinimumEnding.IterationLimit ? FitStatus.IterationLimit : FitStatus.Converged;
        return FitResult.Of(
            new FittedModel(Id, horizon, origin, rows.Count, status,
                [new(Constant, b[0]), .. PooledFeatures.For(TargetTable.HoursOf(horizon)).Select((f, k) => new Parameter(PooledFeatures.All[f].Name, b[k + 1])), new(Lowest, rows.Target.Min()), new(Highest, rows.Target.Max())]),
            status == FitStatus.Converged ? null : $"{Id} reached its iteration limit; its last step is taken");
    }

    // Of the year's mean variance in a forecast: chosen on 2022 and 2023.
    private static double LongShare(int h) => h < 24 ? 0.02 : 0.04;

    private sealed class State(FittedModel model, MarketHistory history) : IVolatilityFilter
    {
        private readonly PooledMarket _market = PooledMarket.Of(history.Panel);
        private readonly int _instrument = PooledMarket.Of(history.Panel).IndexOf(history.Series);
        private readonly int _h = TargetTable.HoursOf(model.Horizon);
        private readonly int[] _features = PooledFeatures.For(TargetTable.HoursOf(model.Horizon));
        private readonly double[] _b = [model[Constant], .. PooledFeatures.For(TargetTable.HoursOf(model.Horizon)).Select(f => model[PooledFeatures.All[f].Name])];
        private readonly double _lowest = model[Lowest], _highest = model[Highest];
        private MarketHistory _history = history;

        public double Forecast
        {
            get
            {
                var (i, columns, c) = (_market.HourOf(_history.Origin), _market.Columns(_instrument), _market.Instruments[_instrument]);
                var linear = _b[0];
                for (var k = 0; k < _features.Length; k++) linear += _b[k + 1] * columns[_features[k]][i];
                var level = c.LogLevel[i];
                var (ratio, year) = (Math.Clamp(Math.Exp(linear), _lowest, _highest), c.YearRatio[i]);
                var a = LongShare(_h);
                return _h * Math.Exp(level + _market.SeasonAhead(_instrument, _h)[i]) * (((1 - a) * ratio) + (a * year));
            }
        }

        public void Append(MarketHistory history)
        {
            if (history.Origin != _history.Origin + Duration.Hour)
                throw new ArgumentException($"the history ends at {Instant.Format(history.Origin)}; one hour after {Instant.Format(_history.Origin)} is expected");
            _history = history;
        }
    }
}
