using System.Runtime.CompilerServices;
using Forecast.Core.Models;
using Microsoft.Data.Analysis;
using Microsoft.ML;

namespace Forecast.Learning;

/// <summary>
/// The regression of <see cref="PooledGammaModel"/> with trees for what it leaves: shocks extrapolate linearly, as a tree alone cannot.
/// <code>g(x) = exp(b₀ + Σ_k b_k x_k + s(x))</code>
/// <para>s is a sum of regression trees grown on the ratios of targets to the regression, which are of order 1, of the last years' rows. One thread and fixed seeds: the same rows give the same bits on one machine.</para>
/// <para>Cancellation: the regression looks at its token often; the library that grows trees at none, so a fit that is stopped there ends at once and leaves its thread to finish by itself, within seconds.</para>
/// </summary>
public abstract class BoostedModel : PooledGammaModel
{
    private const string Label = "ratio", Features = "Features";

    // Opened once for each fitted model, however many instruments filter with it.
    private static readonly ConditionalWeakTable<FittedEnsemble, TreeSum> Opened = [];

    public override TimeSpan RefitEvery => TimeSpan.FromDays(84);

    protected override FitResult Learn(PooledRows rows, TimeSpan horizon, long origin, CancellationToken stop)
    {
        var fit = base.Learn(rows, horizon, origin, stop);
        if (fit.Model is not { } model) return fit;
        var table = Table(rows, base.LogRatio(model), stop);
        var ensemble = Unstoppable.Run(() => Grow(table, rows.Names, horizon), stop);
        return fit with { Model = model with { Ensemble = ensemble } };
    }

    protected override Func<ReadOnlySpan<double>, double> LogRatio(FittedModel model)
    {
        var linear = base.LogRatio(model);
        var ensemble = model.Ensemble ?? throw new ArgumentException($"{Id} without its trees; read the whole artifact", nameof(model));
        var trees = Opened.GetValue(ensemble, e => EnsembleFile.Read(e, EnsembleFile.Schema(Id, model.Horizon)));
        return row => linear(row) + trees.Of(row);
    }

    /// <summary>What grows the trees.</summary>
    protected abstract IEstimator<ITransformer> Trainer(MLContext context, TimeSpan horizon, string label, string features);

    private FittedEnsemble Grow(DataFrame table, string[] names, TimeSpan horizon)
    {
        var context = new MLContext(0);
        var trees = context.Transforms.Concatenate(Features, names).Append(Trainer(context, horizon, Label, Features)).Fit(table);
        return EnsembleFile.Write(context, trees, ((IDataView)table).Schema, EnsembleFile.Schema(Id, horizon));
    }

    private static DataFrame Table(PooledRows rows, Func<ReadOnlySpan<double>, double> linear, CancellationToken stop)
    {
        var ratios = new float[rows.Count];
        var row = new double[rows.Columns.Length];
        for (var i = 0; i < ratios.Length; i++)
        {
            for (var k = 0; k < row.Length; k++) row[k] = rows.Columns[k][i];
            ratios[i] = (float)(rows.Target[i] / Math.Exp(linear(row)));
        }
        return new DataFrame([new SingleDataFrameColumn(Label, ratios), .. rows.Names.Select((name, k) => new SingleDataFrameColumn(name, rows.Columns[k].Select(v => (float)v)))]);
    }
}
