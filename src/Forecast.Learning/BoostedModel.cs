using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Models;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace Forecast.Learning;

/// <summary>
/// The regression of <see cref="PooledGammaModel"/> times what trees see in the ratios that it leaves: shocks extrapolate linearly, as trees alone cannot.
/// <code>g(x) = exp(b₀ + Σ_k b_k x_k + c) m(s(x)),   u = y / exp(b₀ + Σ_k b_k x_k),   c = ln mean(u / m(s))</code>
/// <para>s is a sum of regression trees grown on the ratios u, at most <see cref="Cap"/>, of the rows of the last years; m makes a mean ratio of it. The level c makes the mean of target over forecast 1 in the rows that trees were grown on.</para>
/// <para>One thread and fixed seeds: the same rows give the same bits on one machine. Regressors are read in single precision, so that returns × k give variance × k² but for rows that rounding moves across a split.</para>
/// <para>Cancellation: the regression looks at its token often, the library that grows trees at none. A fit that is stopped there ends at once for its caller and leaves a thread to finish by itself, in seconds.</para>
/// <para>Reference: Friedman (2001), Annals of Statistics 29, for boosting.</para>
/// </summary>
public abstract class BoostedModel : PooledGammaModel
{
    /// <summary>The largest ratio that trees are grown on: a single shock must not make a leaf.</summary>
    public const double Cap = 10;

    private const string Level = "tree_level", Label = "ratio", Regressors = "regressors";

    public override TimeSpan RefitEvery => TimeSpan.FromDays(84);

    protected override FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop)
    {
        var fit = base.Learn(rows, horizon, origin, stop);
        if (fit.Model is not { } model) return fit;
        var settings = Settings(TargetTable.HoursOf(horizon));
        var recent = rows.Since(origin - (settings.Years * 365 * Duration.Day), MostRows);
        if (recent.Count < LeastRows) return FitResult.Refused($"{Id} needs {LeastRows} complete targets of the last {settings.Years} years; the panel has {recent.Count}");
        var ratios = Ratios(recent, base.LogRatio(model), stop);
        var table = Table(recent, ratios, stop);
        FittedEnsemble ensemble;
        try
        {
            ensemble = Unstoppable.Run(() => Grow(table, recent.Names, horizon, settings), stop);
        }
        catch (DllNotFoundException e)
        {
            return FitResult.Refused($"{Id} cannot load its library, which needs libgomp1 (apt-get install libgomp1): {e.Message}");
        }
        var trees = TreesOf(ensemble, horizon);
        var level = Math.Log(ratios.Zip(Each(recent, row => LogMean(trees.Of(row)), stop), (u, m) => u / Math.Exp(m)).Average());
        return fit with { Model = model with { Ensemble = ensemble, Parameters = [.. model.Parameters, new(Level, level)] } };
    }

    protected override Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model)
    {
        var (linear, level) = (base.LogRatio(model), model[Level]);
        var trees = TreesOf(model.Ensemble ?? throw new ArgumentException($"this {Id} has no trees; read the whole artifact, not its parameters alone", nameof(model)), model.Horizon);
        return row => linear(row) + LogMean(trees.Of(row)) + level;
    }

    /// <summary>Most rows that trees are grown on, so that a fit takes seconds.</summary>
    internal abstract int MostRows { get; }

    /// <summary>How trees of a horizon of h hours are grown: chosen by walking forward over July 2022 to December 2023.</summary>
    internal abstract BoostSettings Settings(int h);

    /// <summary>What grows trees.</summary>
    internal abstract IEstimator<ITransformer> Trainer(MLContext context, BoostSettings settings, string label, string regressors);

    /// <summary>ln m of a sum of leaves.</summary>
    internal abstract double LogMean(double sum);

    private TreeSum TreesOf(FittedEnsemble ensemble, TimeSpan horizon) => EnsembleFile.Read(ensemble, EnsembleFile.Schema(Id, horizon));

    private FittedEnsemble Grow(DataFrame table, string[] names, TimeSpan horizon, BoostSettings settings)
    {
        var context = new MLContext(BoostSettings.Seed);
        var trees = context.Transforms.Concatenate(Regressors, names).Append(Trainer(context, settings, Label, Regressors)).Fit(table);
        return EnsembleFile.Write(context, trees, ((IDataView)table).Schema, EnsembleFile.Schema(Id, horizon));
    }

    private static double[] Ratios(PooledRows rows, Func<ReadOnlySpan<double>, double> linear, CancellationToken stop) =>
        [.. rows.Target.Zip(Each(rows, linear, stop), (y, log) => y / Math.Exp(log))];

    private static double[] Each(PooledRows rows, Func<ReadOnlySpan<double>, double> function, CancellationToken stop)
    {
        var (values, row) = (new double[rows.Count], new double[rows.Columns.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            if (i % 4096 == 0) stop.ThrowIfCancellationRequested();
            for (var k = 0; k < row.Length; k++) row[k] = rows.Columns[k][i];
            values[i] = function(row);
        }
        return values;
    }

    private static DataFrame Table(PooledRows rows, double[] ratios, CancellationToken stop)
    {
        return new DataFrame([Column(Label, Array.ConvertAll(ratios, u => Math.Min(u, Cap))), .. rows.Names.Select((name, k) => Column(name, rows.Columns[k]))]);

        DataFrameColumn Column(string name, double[] values)
        {
            stop.ThrowIfCancellationRequested();
            return new SingleDataFrameColumn(name, values.Select(v => (float)v));
        }
    }
}
