using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// A model that learns one function for all instruments of a panel, each relative to its own level of the last 30 days and its season.
/// <code>f = (1 − a) h exp(l_t + S_t) g(x_t) + a h exp(S_t) v₃₆₅</code>
/// <para>l_t is the log mean hourly variance of 30 days without season, S_t the log mean seasonal factor of the h hours to come (<see cref="PooledSeason"/>), x_t the regressors of <see cref="PooledFeatures"/>, g what a model learns; g is kept inside
/// the range of the training targets. The share a of the year's mean variance stands for shocks that do not grow out of today's volatility: after quiet months they are a larger part of what to expect.</para>
/// <para>Units: variance over the horizon h. Estimated on everything known at a refit, of as long a past as there is, once for all instruments. An instrument that is two days old has a forecast; the model has learnt from the others.</para>
/// <para>Domain: <see cref="LeastRows"/> rows in the panel, over <see cref="LeastDays"/> days. Reference: Bollerslev, Hood, Huss and Pedersen (2018), Review of Financial Studies 31, for pooling.</para>
/// </summary>
public abstract class PooledModel : IVolatilityModel
{
    /// <summary>Fewest rows, of all instruments together.</summary>
    public const int LeastRows = 200;

    /// <summary>Days from the first row to the last, at least: a season has to have been seen.</summary>
    public const int LeastDays = 28;

    private const string Lowest = "min_ratio", Highest = "max_ratio";

    /// <summary>A model of what <paramref name="recipe"/> says; of what the regression is made of where there is none.</summary>
    protected PooledModel(PooledRecipe? recipe = null) => Recipe = recipe ?? PooledRecipe.Regression;

    /// <summary>What it is made of.</summary>
    protected PooledRecipe Recipe { get; }

    public abstract string Id { get; }

    public abstract string Description { get; }

    public bool IsPooled => true;

    public virtual TimeSpan RefitEvery => TimeSpan.FromDays(28);

    public FitResult Fit(MarketHistory history, TimeSpan horizon, CancellationToken stop = default)
    {
        var origin = history.Origin;
        return history.Panel.Kept((Id, horizon, origin), panel => PooledFitStore.FindOrMake(panel, Id, horizon, origin, () => FitPanel(PooledMarket.Of(panel, Recipe), horizon, origin, stop)), stop);
    }

    public IVolatilityFilter Filter(FittedModel model, MarketHistory history) => new State(model, LogRatio(model), history, Recipe);

    /// <summary>Learns ln g from the rows; the model's parameters are what <see cref="LogRatio"/> needs.</summary>
    protected abstract FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop);

    /// <summary>ln g as a function of the regressors of the model's horizon, in the order of <see cref="PooledRows.Names"/>.</summary>
    protected abstract Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model);

    private FitResult FitPanel(PooledMarket market, TimeSpan horizon, long origin, CancellationToken stop)
    {
        if (origin < market.FirstEnd) return FitResult.Refused($"{Id} was last due before the panel has data");
        var rows = PooledRows.Of(market, TargetTable.HoursOf(horizon), origin, Recipe, stop);
        if (rows.Count < LeastRows || rows.Hours < 24 * LeastDays)
            return FitResult.Refused($"{Id} needs {LeastRows} complete targets over {LeastDays} days; the panel has {rows.Count} over {rows.Hours / 24}");
        var fit = Learn(rows, horizon, origin, stop);
        return fit.Model is not { } model ? fit
            : fit with { Model = model with { Parameters = [.. model.Parameters, new(Lowest, rows.Target.Min()), new(Highest, rows.Target.Max())] } };
    }

    // Of the year's mean variance in a forecast: chosen on 2022 and 2023.
    private static double LongShare(int h) => h < 24 ? 0.02 : 0.04;

    private sealed class State(FittedModel model, Func<ReadOnlySpan<double>, double> logRatio, MarketHistory history, PooledRecipe recipe) : IVolatilityFilter
    {
        private readonly PooledMarket _market = PooledMarket.Of(history.Panel, recipe);
        private readonly int _instrument = PooledMarket.Of(history.Panel, recipe).IndexOf(history.Series);
        private readonly int _h = TargetTable.HoursOf(model.Horizon);
        private readonly int[] _features = PooledFeatures.For(TargetTable.HoursOf(model.Horizon), recipe);
        private readonly double[] _row = new double[PooledFeatures.For(TargetTable.HoursOf(model.Horizon), recipe).Length];
        private readonly double _lowest = model[Lowest], _highest = model[Highest];
        private MarketHistory _history = history;

        public double Forecast
        {
            get
            {
                var (i, columns, c) = (_market.HourOf(_history.Origin), _market.Columns(_instrument), _market.Instruments[_instrument]);
                for (var k = 0; k < _row.Length; k++) _row[k] = columns[_features[k]][i];
                var (ratio, a) = (Math.Clamp(Math.Exp(logRatio(_row)), _lowest, _highest), LongShare(_h));
                return _h * Math.Exp(c.LogLevel[i] + _market.SeasonAhead(_instrument, _h)[i]) * (((1 - a) * ratio) + (a * c.YearRatio[i]));
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
