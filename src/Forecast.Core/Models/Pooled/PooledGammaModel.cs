using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The pooled model whose function is log-linear, by the loss that forecasts are judged by.
/// <code>g(x) = exp(b₀ + Σ_k b_k x_k),   b = argmin Σ (y/g − ln(y/g) − 1) + ridge over the rows of all instruments</code>
/// <para>x are ladders of variance, of the range and of exponential means, the market's mean and largest range, falls and sizes of returns, volume, trades and the size of taker imbalance, and up to two days the shape of the last hour and the clock. Estimated every fourth Monday.</para>
/// <para>Reference: Patton (2011), Journal of Econometrics 160, for QLIKE; McCullagh and Nelder (1989), Generalized Linear Models, chapter 8.</para>
/// </summary>
public class PooledGammaModel(string id, PooledRecipe recipe) : PooledModel(recipe)
{
    /// <summary>Id of the whole.</summary>
    public const string Name = "pooled-gamma";

    private const string Constant = "const";

    // Of the mean of the loss: from two days on there are few targets that do not overlap. Chosen on 2021 to 2023.
    private static double Ridge(TimeSpan horizon) => horizon < TimeSpan.FromDays(2) ? 0.01 : 1;

    public PooledGammaModel()
        : this(Name, PooledRecipe.Regression)
    {
    }

    public override string Id => id;

    public override string Description => "One gamma regression for all instruments together, relative to each one's own level and season, on ladders of variance, range and order flow";

    protected override FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop)
    {
        var varying = VaryingColumns.Of(rows.Columns, rows.Count);
        if (GammaRegression.Fit(varying.Columns, rows.Target, stop: stop, penalty: Ridge(horizon)) is not { } fit || !Array.TrueForAll(fit.Coefficients, double.IsFinite))
            return FitResult.Refused($"{Id} finds no regression: the panel's variance is constant");
        var b = varying.Spread(fit.Coefficients);
        var status = fit.Ending == MinimumEnding.IterationLimit ? FitStatus.IterationLimit : FitStatus.Converged;
        return FitResult.Of(
            new FittedModel(Id, horizon, origin, rows.Count, status, [new(Constant, b[0]), .. rows.Names.Select((name, k) => new Parameter(name, b[k + 1]))]),
            status == FitStatus.Converged ? null : $"{Id} reached its iteration limit; its last step is taken");
    }

    protected override Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model)
    {
        double[] b = [model[Constant], .. PooledRows.NamesOf(model.Horizon, Recipe).Select(name => model[name])];
        return row =>
        {
            var linear = b[0];
            for (var k = 0; k < row.Length; k++) linear += b[k + 1] * row[k];
            return linear;
        };
    }
}
