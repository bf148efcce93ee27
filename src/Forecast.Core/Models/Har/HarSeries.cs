using System.Globalization;
using Forecast.Core.Numerics;

namespace Forecast.Core.Models;

/// <summary>
/// The heterogeneous autoregressions as models of the <c>fit</c> verb; see <see cref="HarVariants"/> for the equations.
/// <para>Units: those of the series. Lags default to 1, 7, 30, for hexp half-lives of 1, 5, 25, 125.</para>
/// <para>Forecast of step j &gt; 1: where only realised variances are read, the recursion on the model's own forecasts; with companions, whose future nobody knows, the same regression for the
/// single row j steps ahead.</para>
/// <para>Domain: positive values, at least ten rows more than coefficients, lags increasing. A regressor that never varied, as jumps where there were none, has the coefficient 0 and no standard error; the reason names it.</para>
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
        var recursive = variant.Needs.Count == 0 && !variant.TakesExogenous;
        var least = (long)lags[^1] + variant.Terms(rungs).Count + 11 + (recursive ? 0 : SeriesFit.ForecastSteps - 1);
        if (variant.Estimation == HarEstimation.Penalized) least = Math.Max(least, lags[^1] + (2L * PenaltyChoice.LeastRows) + (2 * SeriesFit.ForecastSteps));
        if (observations.Count < least)
            return SeriesFit.Refused(string.Create(CultureInfo.InvariantCulture, $"{id} needs {least} values for lags {string.Join(',', lags)}; there are {observations.Count}"));

        var design = HarDesign.Of(observations, rungs);
        if (HarEstimator.Estimate(design, HarTarget.Step(1), stop) is not { } fit)
            return SeriesFit.Refused($"{id} finds collinear regressors: the series does not vary enough");
        var forecast = recursive ? Recursion(fit, observations) : Direct(fit, design, stop);
        if (forecast is null) return SeriesFit.Refused($"{id} finds no forecast: the series spans too many orders of magnitude");
        var (errors, lack) = HarErrors.Of(fit, design, stop);
        string[] varying = ["const", .. VaryingColumns.Of(design.Columns, fit.Rows).At.Select(j => fit.Terms[j].Name)];
        IReadOnlyList<Parameter> Errors(double[] values) => [.. values.Zip(varying, (v, name) => new Parameter(name, v))];
        return new SeriesFit
        {
            Status = fit.Status,
            Reason = Reason(fit, varying, lack, isTested: sample.JumpRatio is not null),
            Parameters = [new("const", fit.Coefficients[0]), .. fit.Terms.Select((t, j) => new Parameter(t.Name, fit.Coefficients[j + 1])), .. Extras(fit)],
            StandardErrors = Errors(errors?.Classical ?? []),
            RobustStandardErrors = Errors(errors?.Robust ?? []),
            HacStandardErrors = Errors(errors?.Hac ?? []),
            Iterations = fit.Iterations,
            Forecast = forecast,
            Variances = [.. Enumerable.Range(0, fit.Rows).Select(i => fit.Forecast(design, i))],
        };
    }

    // What a reader of the parameters must know; null where there is nothing.
    private static string? Reason(HarFit fit, string[] varying, string? lack, bool isTested)
    {
        var reasons = new List<string>();
        if (fit.Status != FitStatus.Converged) reasons.Add(string.Create(CultureInfo.InvariantCulture, $"{fit.Variant.Id} reached its limit of {fit.Iterations} iterations"));
        if (fit.Terms.Count >= varying.Length) reasons.Add($"{string.Join(", ", fit.Terms.Select(t => t.Name).Except(varying))} never varied: no coefficient");
        if (fit.Variant.TestsJumps && !isTested) reasons.Add("no jump ratios are given: every positive RV − bipower counts as a jump");
        if (lack is not null) reasons.Add($"no standard errors: {lack}");
        return reasons.Count == 0 ? null : string.Join("; ", reasons);
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

    private static bool IsVariance(double forecast) => forecast > 0 && forecast <= StoredState.LargestMemory;
}
