using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Chooses between ridge regression and elastic nets, and their penalty, by walking forward through time.
/// <para>The later half of the rows is cut into folds of equal length. Each is forecast from the rows before it, less the <c>purge</c> rows whose targets reach into it: all of them (expanding),
/// or the last so many as there were before the first fold (rolling). Of each mixing the penalty of the smallest mean loss over all rows of all folds stands, the larger one among equals. The first mixing wins unless a
/// later one lies below it by more than a standard error of their difference between the folds: what is chosen from more has more luck, and the first is the safer.</para>
/// <para>Shapes: rows in time order; penalties decreasing. Domain: at least <see cref="LeastRows"/> training rows before the first fold; otherwise <see cref="WalkForward"/> returns null.</para>
/// <para>Reference: Hastie, Tibshirani and Friedman (2009), section 7.10, with its rule of one standard error; López de Prado (2018), section 7.4, for the purge.</para>
/// </summary>
/// <param name="Penalty">The chosen λ.</param>
/// <param name="Mixing">The chosen α of <see cref="ElasticNet"/>, 0 for ridge regression.</param>
/// <param name="Losses">Mean loss of each mixing's penalties, in the order given; infinite where a fit has none.</param>
public sealed record PenaltyChoice(double Penalty, double Mixing, IReadOnlyList<double> Losses)
{
    /// <summary>Fewest training rows.</summary>
    public const int LeastRows = 30;

    /// <summary>Penalties from 10 down to 0.0001, four a decade.</summary>
    public static IReadOnlyList<double> Grid { get; } = [.. Enumerable.Range(0, 21).Select(i => Math.Pow(10, 1 - (i / 4.0)))];

    /// <summary>Walks forward with every penalty of every mixing.</summary>
    public static PenaltyChoice? WalkForward(
        ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, ReadOnlySpan<double> penalties, ReadOnlySpan<double> mixings, int folds, int purge, PenaltyLoss loss, bool rolling = false, CancellationToken stop = default)
    {
        Guard.AtLeast(folds, 1);
        Guard.AtLeast(purge, 0);
        Guard.AtLeast(penalties.Length, 1);
        Guard.AtLeast(mixings.Length, 1);
        var length = y.Length / 2 / folds;
        var begin = y.Length - (folds * length);
        if (length == 0 || begin - purge < LeastRows) return null;
        var losses = new double[mixings.Length * penalties.Length][];
        for (var i = 0; i < losses.Length; i++) losses[i] = new double[folds];
        for (var f = 0; f < folds; f++)
        {
            var validation = begin + (f * length);
            var count = rolling ? begin - purge : validation - purge;
            var first = validation - purge - count;
            if (CorrelationForm.Of(columns, y, first, count, stop) is not { } form) return null;
            double[]? warm = null;
            for (var i = 0; i < losses.Length; i++)
            {
                stop.ThrowIfCancellationRequested();
                var (mixing, penalty) = (mixings[i / penalties.Length], penalties[i % penalties.Length]);
                if (i % penalties.Length == 0) warm = null;
                double[]? b;
                if (mixing == 0) b = RidgeRegression.Solve(form, penalty);
                else
                {
                    var net = ElasticNet.Fit(form, penalty, mixing, warm, stop);
                    (b, warm) = (net.Coefficients, net.Standardized);
                }
                losses[i][f] = b is null ? double.PositiveInfinity : Loss(columns, y, b, loss, first, count, validation, length) / length;
            }
        }
        double[] means = [.. losses.Select(l => l.Average())];
        var best = -1;
        for (var m = 0; m < mixings.Length; m++)
        {
            var own = m * penalties.Length;
            for (var i = own + 1; i < (m + 1) * penalties.Length; i++) if (means[i] < means[own]) own = i;
            if (double.IsFinite(means[own]) && (best < 0 || IsClearlyLower(losses[own], losses[best]))) best = own;
        }
        return best < 0 ? null : new PenaltyChoice(penalties[best % penalties.Length], mixings[best / penalties.Length], means);
    }

    private static bool IsClearlyLower(double[] losses, double[] others)
    {
        double[] gains = [.. others.Zip(losses, (other, own) => other - own)];
        var mean = gains.Average();
        return mean > (gains.Length == 1 ? 0 : Math.Sqrt(gains.Sum(g => (g - mean) * (g - mean)) / (gains.Length - 1) / gains.Length));
    }

    /// <summary>The coefficients of the choice, the constant first; null where ridge regression has none.</summary>
    public double[]? Coefficients(CorrelationForm form, CancellationToken stop = default) =>
        Mixing == 0 ? RidgeRegression.Solve(form, Penalty) : ElasticNet.Fit(form, Penalty, Mixing, stop: stop).Coefficients;

    private static double Loss(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, double[] b, PenaltyLoss loss, int first, int count, int validation, int length)
    {
        var errors = Errors(columns, y, b, validation, length);
        var sum = 0.0;
        if (loss == PenaltyLoss.Squared)
        {
            foreach (var e in errors) sum += e * e;
            return double.IsNaN(sum) ? double.PositiveInfinity : sum;
        }
        var factor = Smearing.Factor(Errors(columns, y, b, first, count));
        foreach (var e in errors) sum -= e - Math.Log(factor) + 1;
        TensorPrimitives.Exp(errors, errors);
        foreach (var r in errors) sum += r / factor;
        return double.IsFinite(sum) ? sum : double.PositiveInfinity;
    }

    private static double[] Errors(ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, double[] b, int first, int count)
    {
        var errors = new double[count];
        TensorPrimitives.Subtract(y.Slice(first, count), b[0], errors);
        for (var j = 0; j < columns.Length; j++) TensorPrimitives.MultiplyAdd(columns[j].AsSpan(first, count), -b[j + 1], errors, errors);
        return errors;
    }
}
