using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// HAR and log-HAR of a plain series of realised variances, as the <c>fit</c> verb fits them.
/// <code>y_{t+1} = b₀ + Σ_k b_k · mean(y_{t−k+1} … y_t) + e,   y = RV, or ln RV with ln of the mean RV as regressors</code>
/// <para>Units: those of the series. Lags default to 1, 7, 30. Standard errors: classical, and Newey–West as the robust ones.</para>
/// <para>Forecast of step j &gt; 1: the recursion on its own forecasts; for log-HAR every step is multiplied by the winsorised smearing factor.</para>
/// <para>Domain: positive values, at least ten rows more than coefficients, lags increasing. Reference: Corsi (2009), eq. 7; Duan (1983).</para>
/// </summary>
internal static class HarSeries
{
    public static SeriesFit Level(SeriesSample sample, SeriesOptions options, CancellationToken stop) => Fit("har", sample.Values, options, logs: false);

    public static SeriesFit Log(SeriesSample sample, SeriesOptions options, CancellationToken stop) => Fit("log-har", sample.Values, options, logs: true);

    private static SeriesFit Fit(string id, ReadOnlySpan<double> series, SeriesOptions options, bool logs)
    {
        if (options.Presample is not null || options.Mean is not null) return SeriesFit.Refused($"{id} has neither a presample variance nor a mean equation; leave out --init and --mean");
        var lags = options.Lags ?? [1, 7, 30];
        if (lags.Count == 0 || lags[0] < 1 || lags.Zip(lags.Skip(1)).Any(p => p.First >= p.Second)) return SeriesFit.Refused($"{id} needs increasing lags of at least 1, as in 1,7,30");
        for (var i = 0; i < series.Length; i++)
        {
            if (!(series[i] > 0) || !double.IsFinite(series[i]))
                return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{id} needs positive realised variances; value {i + 1} is {series[i]}"));
        }
        var y = series.ToArray();
        var longest = lags[^1];
        if (y.Length - longest < lags.Count + 11) return SeriesFit.Refused($"{id} needs {longest + lags.Count + 11} values for lags {string.Join(',', lags)}; there are {y.Length}");

        double[] Row(IReadOnlyList<double> values, int end) => [1, .. lags.Select(k => Transform(Mean(values, end, k), logs))];
        var rows = Enumerable.Range(longest, y.Length - longest).Select(t => Row(y, t)).ToArray();
        if (LinearRegression.Fit(rows, [.. y[longest..].Select(v => Transform(v, logs))]) is not { } fit)
            return SeriesFit.Refused($"{id} finds collinear regressors: the series does not vary enough");
        var smearing = logs ? LogHarModel.Smearing(fit.Residuals) : 1;
        var path = y.ToList();
        for (var j = 0; j < SeriesFit.ForecastSteps; j++)
        {
            var x = Row(path, path.Count).Zip(fit.Coefficients, (a, b) => a * b).Sum();
            path.Add(logs ? smearing * Math.Exp(x) : x);
            if (!(path[^1] > 0)) return SeriesFit.Refused($"{id} forecasts a negative variance {j + 1} steps ahead; use log-har");
        }
        string[] names = ["const", .. lags.Select(k => string.Create(CultureInfo.InvariantCulture, $"beta[{k}]"))];
        IReadOnlyList<Parameter> Named(double[] values) => [.. names.Zip(values, (n, v) => new Parameter(n, v))];
        return new SeriesFit
        {
            Status = FitStatus.Converged,
            Parameters = logs ? [.. Named(fit.Coefficients), new("smearing", smearing)] : Named(fit.Coefficients),
            StandardErrors = Named(fit.StandardErrors),
            RobustStandardErrors = Named(fit.RobustStandardErrors),
            Iterations = 1,
            Forecast = path[^SeriesFit.ForecastSteps..],
        };
    }

    private static double Transform(double value, bool logs) => logs ? Math.Log(value) : value;

    private static double Mean(IReadOnlyList<double> values, int end, int lag)
    {
        var sum = 0.0;
        for (var i = end - lag; i < end; i++) sum += values[i];
        return sum / lag;
    }
}
