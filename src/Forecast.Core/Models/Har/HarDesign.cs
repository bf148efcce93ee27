using System.Numerics.Tensors;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The regressors of a heterogeneous autoregression, row by row.
/// <para>Row i is known at the end of observation <see cref="First"/> + i; the last one is the row to forecast from. A mean is summed from the newest value to the oldest, afresh in every row, so
/// that it is the same to the bit wherever a history begins.</para>
/// <para>The level that √RQ is measured from is √(mean RQ) over all observations. It moves weight between the coefficients of one lag and does not change the fit.</para>
/// </summary>
public sealed class HarDesign
{
    private readonly double[] _series;

    private HarDesign(HarVariant variant, IReadOnlyList<HarTerm> terms, double[][] columns, double[] series, int first, double level) =>
        (Variant, Terms, Columns, _series, First, QuarticityLevel) = (variant, terms, columns, series, first, level);

    public HarVariant Variant { get; }

    public IReadOnlyList<HarTerm> Terms { get; }

    /// <summary>One array a term.</summary>
    public double[][] Columns { get; }

    /// <summary>Observations before the first row, less one.</summary>
    public int First { get; }

    /// <summary>√(mean RQ).</summary>
    public double QuarticityLevel { get; }

    /// <summary>Rows of <see cref="Columns"/>.</summary>
    public int Rows => _series.Length - First;

    /// <summary>Rows whose target is known.</summary>
    public int TrainingRows(HarTarget target) => Math.Max(0, Rows - target.To);

    /// <summary>The design of a sample; there must be as many observations as the longest lag.</summary>
    public static HarDesign Of(HarObservations observations, HarRungs rungs)
    {
        var (variant, n) = (observations.Variant, observations.Count);
        var terms = variant.Terms(rungs);
        var first = terms.Max(t => t.Lag) - 1;
        Guard.AtLeast(n, first + 1);
        var measures = Measures(observations);
        var quarticity = measures[(int)HarMeasure.Quarticity];
        var level = Math.Sqrt(TensorPrimitives.Sum<double>(quarticity) / n);
        var columns = new double[terms.Count][];
        for (var j = 0; j < columns.Length; j++)
        {
            var term = terms[j];
            var column = columns[j] = new double[n - first];
            if (term.Form == HarTermForm.Exponential)
            {
                Smooth(measures[term.Column], term.Decay, first, column);
                continue;
            }
            Means(measures[term.Column], term.Lag, first, column);
            if (term.Form == HarTermForm.Mean) continue;
            var second = new double[term.Form == HarTermForm.RootQuarticity ? column.Length : 0];
            if (second.Length > 0) Means(quarticity, term.Lag, first, second);
            for (var i = 0; i < column.Length; i++) column[i] = term.Of(column[i], second.Length > 0 ? second[i] : 0, level);
        }
        return new HarDesign(variant, terms, columns, observations.Columns[0], first, level);
    }

    /// <summary>The mean realised variance of the target of each training row, in levels.</summary>
    public double[] Targets(HarTarget target)
    {
        var y = new double[TrainingRows(target)];
        for (var i = 0; i < y.Length; i++)
        {
            var sum = 0.0;
            for (var k = target.From; k <= target.To; k++) sum += _series[First + i + k];
            y[i] = sum / (target.To - target.From + 1);
        }
        return y;
    }

    private static double[][] Measures(HarObservations observations)
    {
        var (inputs, n) = (observations.Columns, observations.Count);
        var row = new double[inputs.Count];
        var measures = new double[(int)HarMeasure.Exogenous + observations.Exogenous.Count][];
        for (var m = 0; m < measures.Length; m++) measures[m] = new double[n];
        var now = new double[measures.Length];
        for (var t = 0; t < n; t++)
        {
            for (var c = 0; c < row.Length; c++) row[c] = inputs[c][t];
            HarObservations.Measure(observations.Variant, row, now);
            for (var m = 0; m < now.Length; m++) measures[m][t] = now[m];
        }
        return measures;
    }

    private static void Means(double[] x, int lag, int first, double[] target)
    {
        x.AsSpan(first, target.Length).CopyTo(target);
        for (var k = 1; k < lag; k++) TensorPrimitives.Add(target, x.AsSpan(first - k, target.Length), target);
        for (var i = 0; i < target.Length; i++) target[i] /= lag;
    }

    private static void Smooth(double[] x, double decay, int first, double[] target)
    {
        var (sum, weight) = (0.0, 0.0);
        for (var t = 0; t < x.Length; t++)
        {
            (sum, weight) = ((decay * sum) + x[t], (decay * weight) + 1);
            if (t >= first) target[t - first] = sum / weight;
        }
    }
}
