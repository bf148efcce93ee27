using Forecast.Core.Market;
using Forecast.Core.Measures;

namespace Forecast.Core.Models;

/// <summary>
/// How far a block of regressors moves the forecasts of <see cref="PooledGammaModel"/>, by its coefficients of one refit.
/// <code>effect of B = standard deviation of Σ_{k in B} b_k x_k over the horizon's origins of the last 365 days, of all instruments</code>
/// <para>Units: logs of the variance, 0.1 is about a tenth of the forecast. Blocks share what they say, so that effects do not add up, and a block that moves much may be worth little where others could say the same: what it is worth is asked by leaving it out, as <see cref="ModelAblations"/> do.</para>
/// </summary>
/// <param name="Horizon">Horizon.</param>
/// <param name="Block">One of <see cref="PooledRecipe.Blocks"/>.</param>
/// <param name="Effect">The standard deviation.</param>
public sealed record BlockEffect(TimeSpan Horizon, string Block, double Effect)
{
    private const int Hours = 365 * 24;

    /// <summary>By block, the largest first, of the last refit that is known at the history's origin; empty where the model refuses.</summary>
    public static IReadOnlyList<BlockEffect> Of(MarketHistory history, TimeSpan horizon, FitLimit? limit = null, CancellationToken stop = default)
    {
        var (recipe, model) = (PooledRecipe.Regression, new PooledGammaModel());
        if (RefitSchedule.Fit(model, history, horizon, limit, stop).Model is not { } fitted) return [];
        var (market, features) = (PooledMarket.Of(history.Panel, recipe), PooledFeatures.For(TargetTable.HoursOf(horizon), recipe));
        var grid = TargetTable.GridHours(TargetTable.HoursOf(horizon));
        var last = Math.Min(market.HourOf(history.Origin), market.Count - 1);
        var effects = new List<BlockEffect>();
        foreach (var block in features.GroupBy(k => PooledFeatures.All[k].Block))
        {
            stop.ThrowIfCancellationRequested();
            var terms = block.Select(k => (Feature: k, Coefficient: fitted[PooledFeatures.All[k].Name])).ToArray();
            var moves = new List<double>();
            for (var c = 0; c < market.Instruments.Count; c++)
            {
                var columns = market.Columns(c);
                for (var i = Math.Max(0, last - Hours + 1); i <= last; i++)
                {
                    // Coefficients are of what was seen on a grid; between its hours the clock says other things.
                    if (((market.FirstEnd / Duration.Hour) + i) % grid == 0 && double.IsFinite(market.Instruments[c].LogLevel[i])) moves.Add(terms.Sum(t => t.Coefficient * columns[t.Feature][i]));
                }
            }
            var mean = moves.Average();
            effects.Add(new BlockEffect(horizon, block.Key, Math.Sqrt(moves.Average(m => (m - mean) * (m - mean)))));
        }
        return [.. effects.OrderByDescending(e => e.Effect)];
    }
}
