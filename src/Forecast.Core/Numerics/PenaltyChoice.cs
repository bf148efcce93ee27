using System.Numerics.Tensors;

namespace Forecast.Core.Numerics;

/// <summary>
/// Chooses the penalty of a ridge regression or an elastic net by walking forward through time.
/// <para>The later half of the rows is cut into folds of equal length. Each is forecast from the rows before it, less the <c>purge</c> rows whose targets reach into it: all of them (expanding),
/// or the last so many as there were before the first fold (rolling). The penalty of the smallest mean loss over all rows of all folds wins, the larger one among equals.</para>
/// <para>Shapes: rows in time order; penalties decreasing. Domain: at least <see cref="LeastRows"/> training rows before the first fold; otherwise <see cref="WalkForward"/> returns null.</para>
/// <para>Reference: Hastie, Tibshirani and Friedman (2009), section 7.10; López de Prado (2018), section 7.4, for the purge.</para>
/// </summary>
/// <param name="Penalty">The chosen λ.</param>
/// <param name="Losses">Mean loss of each penalty, in the order given; infinite where a fit has none.</param>
public sealed record PenaltyChoice(double Penalty, IReadOnlyList<double> Losses)
{
    /// <summary>Fewest training rows.</summary>
    public const int LeastRows = 30;

    /// <summary>Penalties from 10 down to 0.0001, four a decade.</summary>
    public static IReadOnlyList<double> Grid { get; } = [.. Enumerable.Range(0, 21).Select(i => Math.Pow(10, 1 - (i / 4.0)))];

    /// <summary>Walks forward; <paramref name="mixing"/> is the α of <see cref="ElasticNet"/>, 0 for ridge regression.</summary>
    public static PenaltyChoice? WalkForward(
        ReadOnlySpan<double[]> columns, ReadOnlySpan<double> y, ReadOnlySpan<double> penalties, double mixing, int folds, int purge, PenaltyLoss loss, bool rolling = false)
    {
        Guard.AtLeast(folds, 1);
        Guard.AtLeast(purge, 0);
        Guard.AtLeast(penalties.Length, 1);
        var length = y.Length / 2 / folds;
        var begin = y.Length - (folds * length);
        if (length == 0 || begin - purge < LeastRows) return null;
        var sums = new double[penalties.Length];
        for (var f = 0; f < folds; f++)
        {
            var validation = begin + (f * length);
            var count = rolling ? begin - purge : validation - purge;
            var first = validation - purge - count;
            if (CorrelationForm.Of(columns, y, first, count) is not { } form) return null;
            double[]? warm = null;
            for (var i = 0; i < penalties.Length; i++)
            {
                double[]? b;
                if (mixing == 0) b = RidgeRegression.Solve(form, penalties[i]);
                else
                {
                    var net = ElasticNet.Fit(form, penalties[i], mixing, warm);
                    (b, warm) = (net.Coefficients, net.Standardized);
                }
                sums[i] += b is null ? double.PositiveInfinity : Loss(columns, y, b, loss, first, count, validation, length);
            }
        }
        var best = 0;
        for (var i = 1; i < sums.Length; i++) if (sums[i] < sums[best]) best = i;
        if (!double.IsFinite(sums[best])) return null;
        return new PenaltyChoice(penalties[best], [.. sums.Select(s => s / (folds * length))]);
    }

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
