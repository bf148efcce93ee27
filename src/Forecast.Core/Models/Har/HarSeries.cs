using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// The heterogeneous autoregressions as models of the <c>fit</c> verb; see <see cref="HarVariants"/> for the equations.
/// <para>Units: those of the series. Lags default to 1, 7, 30, for hexp half-lives of 1, 5, 25, 125.</para>
/// <para>Forecast of step j &gt; 1: where only realised variances are read, the recursion on the model's own forecasts; with companions, whose future nobody knows, the same regression for the
/// single row j steps ahead.</para>
/// <para>Domain: positive values, at least ten rows more than coefficients, lags increasing.</para>
/// </summary>
internal static class HarSeries
{
    /// <summary>Fits <paramref name="variant"/>; a refusal names it.</summary>
    public static SeriesFit Fit(HarVariant variant, SeriesSample sample, SeriesOptions options, CancellationToken stop)
    {
        var id = variant.Id;
        if (options.Presample is not null || options.Mean is not null || options.Orders is not null || options.Distribution is not null)
            return SeriesFit.Refused($"{id} has neither a presample variance, a mean equation, orders nor an error distribution; leave out --init, --mean, --orders and --distribution");
        var lags = options.Lags ?? variant.Lags;
        if (lags.Count == 0 || lags[0] < 1 || lags.Zip(lags.Skip(1)).Any(p => p.First >= p.Second)) return SeriesFit.Refused($"{id} needs increasing lags of at least 1, as in 1,7,30");
        var (observations, refusal) = HarObservations.Of(variant, sample);
        if (observations is null) return SeriesFit.Refused(refusal!);
        var rungs = new HarRungs(lags, Exogenous: observations.Exogenous);
        var recursive = variant.Needs.Count == 0;
        var least = (long)lags[^1] + variant.Terms(rungs).Count + 11 + (recursive ? 0 : SeriesFit.ForecastSteps - 1);
        if (variant.Estimation == HarEstimation.Penalized) least = Math.Max(least, lags[^1] + (2L * Numerics.PenaltyChoice.LeastRows) + (2 * SeriesFit.ForecastSteps));
        if (observations.Count < least)
            return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{id} needs {least} values for lags {string.Join(',', lags)}; there are {observations.Count}"));

        var design = HarDesign.Of(observations, rungs);
        if (HarEstimator.Estimate(design, HarTarget.Step(1), stop) is not { } fit || HarErrors.Of(fit, design) is not { } errors)
            return SeriesFit.Refused($"{id} finds collinear regressors: the series does not vary enough");
        var forecast = recursive ? Recursion(fit, observations) : Direct(fit, design, stop);
        if (forecast is null) return SeriesFit.Refused($"{id} finds no forecast: the series spans too many orders of magnitude");
        IReadOnlyList<Parameter> Named(double[] values) => [.. values.Select((v, j) => new Parameter(j == 0 ? "const" : fit.Terms[j - 1].Name, v))];
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = fit.Status == FitStatus.Converged ? null : $"{id} reached its limit of {fit.Iterations} iterations",
            Parameters = [.. Named(fit.Coefficients), .. Extras(fit)],
            StandardErrors = Named(errors.Classical),
            RobustStandardErrors = Named(errors.Robust),
            HacStandardErrors = Named(errors.Hac),
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = [.. Enumerable.Range(0, fit.Rows).Select(i => fit.Forecast(design, i))],
        };
    }

    private static List<Parameter> Extras(HarFit fit)
    {
        var extras = new List<Parameter>();
        if (fit.Terms.Any(t => t.Form == HarTermForm.RootQuarticity)) extras.Add(new("root_mean_quarticity", fit.QuarticityLevel));
        if (fit.Variant.Logs && fit.Dispersion is null) extras.Add(new("smearing", fit.Smearing));
        if (fit.Dispersion is { } dispersion) extras.Add(new("dispersion", dispersion));
        if (fit.Penalty is var (penalty, mixing))
        {
            extras.Add(new("penalty", penalty));
            extras.Add(new("mixing", mixing));
        }
        return extras;
    }

    // Null where a step has no forecast.
    private static double[]? Recursion(HarFit fit, HarObservations observations)
    {
        var state = HarState.After(fit, observations);
        var forecast = new double[SeriesFit.ForecastSteps];
        for (var j = 0; j < forecast.Length; j++)
        {
            forecast[j] = state.Forecast;
            if (!IsVariance(forecast[j])) return null;
            state.Append([forecast[j]]);
        }
        return forecast;
    }

    private static double[]? Direct(HarFit first, HarDesign design, CancellationToken stop)
    {
        var forecast = new double[SeriesFit.ForecastSteps];
        for (var j = 0; j < forecast.Length; j++)
        {
            var fit = j == 0 ? first : HarEstimator.Estimate(design, HarTarget.Step(j + 1), stop);
            forecast[j] = fit?.Forecast(design, design.Rows - 1) ?? double.NaN;
            if (!IsVariance(forecast[j])) return null;
        }
        return forecast;
    }

    private static bool IsVariance(double forecast) => forecast > 0 && double.IsFinite(forecast);
}
