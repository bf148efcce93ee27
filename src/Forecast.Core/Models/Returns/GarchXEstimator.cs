using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// Maximum likelihood of a <see cref="GarchX"/>.
/// <para>Columns are divided by powers of two near their standard deviations, which rounds nothing, and δ and its standard errors carry that scale at the end: columns of any units do.</para>
/// <para>Domain: 1 to <see cref="GarchX.MostRegressors"/> columns, of finite values that are not all equal, as long as the series; no two names alike. Else a refusal with its reason.</para>
/// <para>Reference: as <see cref="GarchX"/> and <see cref="ReturnEstimator"/>.</para>
/// </summary>
public static class GarchXEstimator
{
    /// <summary>The model's id.</summary>
    public const string Id = "garch-x";

    private const double LargestValue = 1e100;

    /// <summary>Estimates on <paramref name="returns"/> and the columns beside them, row by row.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static ReturnFit Fit(
        ReadOnlySpan<double> returns, IReadOnlyList<(string Name, double[] Values)> columns, MeanEquation mean, IErrorDistribution errors, PresampleVariance presample, CancellationToken stop = default)
    {
        if ((SeriesRefusal.Of(Id, returns, ReturnEstimator.LeastObservations) ?? Refusal(returns.Length, columns)) is { } refusal) return ReturnFit.Refused(new ReturnModel(mean, new Egarch(1, 1, 1), errors, presample), refusal);
        double[] scales = [.. columns.Select(c => Scale(c.Values))];
        var scaled = new GarchX([.. columns.Select((c, k) => Regressor.Of(c.Name, [.. c.Values.Select(x => x / scales[k])]))]);
        var fit = ReturnEstimator.Fit(Id, returns, new ReturnModel(mean, scaled, errors, presample), stop: stop);
        var model = fit.Model with { Variance = new GarchX([.. columns.Select(c => Regressor.Of(c.Name, c.Values))]) };
        if (!fit.IsEstimate) return ReturnFit.Refused(model, fit.Reason!);
        var values = (double[])fit.Values.Clone();
        var first = mean.Names.Count + scaled.Names.Count - scales.Length;
        for (var k = 0; k < scales.Length; k++) values[first + k] /= scales[k];
        return new ReturnFit(model, fit.Status, fit.Reason, values, () => Unscaled(fit.Errors, scaled.Names.Skip(scaled.Names.Count - scales.Length), scales))
        {
            LogLikelihood = fit.LogLikelihood,
            Iterations = fit.Iterations,
            Start = fit.Start,
            Residuals = fit.Residuals,
            Variances = fit.Variances,
        };
    }

    private static string? Refusal(int rows, IReadOnlyList<(string Name, double[] Values)> columns)
    {
        if (columns.Count == 0) return $"{Id} needs at least one column beside the returns";
        if (columns.Count > GarchX.MostRegressors) return GarchX.Refusal(columns.Count);
        if (columns.Select(c => c.Name).Distinct().Count() < columns.Count) return $"{Id} has two columns of one name";
        foreach (var (name, values) in columns)
        {
            if (values.Length != rows) return string.Create(CultureInfo.InvariantCulture, $"{Id} needs column {name} as long as the returns; it has {values.Length} rows, they have {rows}");
            var bad = Array.FindIndex(values, x => !(Math.Abs(x) <= LargestValue));
            if (bad >= 0) return string.Create(CultureInfo.InvariantCulture, $"{Id} cannot use column {name}: row {bad + 1} is {values[bad]}");
        }
        var varying = VaryingColumns.Of([.. columns.Select(c => c.Values)], rows).At;
        return varying.Count == columns.Count ? null : $"{Id} cannot use column {columns[Enumerable.Range(0, columns.Count).First(k => !varying.Contains(k))].Name}: it is constant";
    }

    // A power of two near the standard deviation.
    private static double Scale(double[] values)
    {
        var (mean, square) = (values.Average(), 0.0);
        foreach (var x in values) square += (x - mean) * (x - mean) / values.Length;
        return Math.ScaleB(1, Math.ILogB(Math.Sqrt(square)));
    }

    private static ReturnErrors Unscaled(ReturnErrors errors, IEnumerable<string> names, double[] scales)
    {
        var scale = names.Zip(scales).ToDictionary(p => p.First, p => p.Second);
        IReadOnlyList<Parameter> Of(IReadOnlyList<Parameter> list) => [.. list.Select(e => scale.TryGetValue(e.Name, out var s) ? e with { Value = e.Value / s } : e)];
        return new(Of(errors.Hessian), Of(errors.Scores), Of(errors.Sandwich), Of(errors.Hac));
    }
}
