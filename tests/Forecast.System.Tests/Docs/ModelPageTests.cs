using System.Globalization;
using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Forecast.Pipeline.Backtest;
using Xunit;

namespace Forecast.SystemTests.Docs;

/// <summary>The page of models names every one of both catalogues, and says of each that can be fitted what a fit of it takes and gives.</summary>
public sealed class ModelPageTests
{
    private static readonly string[] Page = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "models.md"));

    private static readonly (SeriesOptionKinds Kind, string Option)[] Options =
    [
        (SeriesOptionKinds.Orders, "--orders"), (SeriesOptionKinds.Lags, "--lags"), (SeriesOptionKinds.Distribution, "--distribution"), (SeriesOptionKinds.Init, "--init"),
        (SeriesOptionKinds.Mean, "--mean"), (SeriesOptionKinds.Exogenous, "--exog"),
    ];

    [Fact]
    public void Every_model_that_is_fitted_is_on_the_page_with_its_columns_and_options() => Holds("Fitted", SeriesModelCatalog.All.Select(m =>
        $"| [`{m.Id}`](../models/cards/{m.Id}.md) | {m.Description} | {string.Join(", ", (string[])[m.ReadsVariances ? "realised variances" : "returns", .. m.Needs.Select(n => $"`{OptionOf(n)}`"), .. m.MayRead.Select(n => $"(`{OptionOf(n)}`)")])} | {Listed(Options.Where(o => m.Takes.HasFlag(o.Kind)).Select(o => $"`{o.Option}`"))} |"));

    /// <summary>Each is fitted with its defaults; the equation is for people, the rest is what came out.</summary>
    [Fact]
    public void Every_model_that_is_fitted_has_its_equation_and_what_a_fit_gives()
    {
        var rows = Rows("Equations");
        Holds("Equations", SeriesModelCatalog.All.Select((m, k) =>
        {
            var equation = k < rows.Length ? rows[k].Split(" | ")[1].Trim() : "";
            Assert.True(equation.Length > 0, $"docs/models.md has no equation of {m.Id}");
            var fit = m.Fit(SampleOf(m));
            Assert.True(fit.Status is FitStatus.Converged or FitStatus.Boundary, fit.Reason);
            return $"| `{m.Id}` | {equation} | {string.Join(" ", fit.Parameters.Select(p => p.Name))} | {Errors(fit)} | {Ahead(m, rows, k)} |";
        }));
    }

    [Fact]
    public void Every_model_that_forecasts_is_on_the_page_with_where_it_runs() => Holds("Forecasting", BacktestModelCatalog.All.Select(m =>
        $"| [`{m.Id}`](../models/cards/{m.Id}.md) | {m.Description} | {(ModelCatalog.Nightly.Any(n => n.Id == m.Id) ? "every night" : "back-tests")} |"));

    [Fact]
    public void Every_status_and_convention_is_explained()
    {
        var page = string.Join('\n', Page);
        Assert.All(Enum.GetNames<FitStatus>(), status => Assert.Contains($"- `{(status == nameof(FitStatus.IterationLimit) ? "iteration-limit" : status.ToLowerInvariant())}`: ", page, StringComparison.Ordinal));
        Assert.All(Enum.GetNames<PresampleVariance>(), init => Assert.Contains($"- `{init.ToLowerInvariant()}`: ", page, StringComparison.Ordinal));
        Assert.All(ErrorDistributionCatalog.All, errors => Assert.Contains($"- `{errors.Id}`{string.Concat(errors.Names.Select(n => $", {n}"))}: ", page, StringComparison.Ordinal));
    }

    private static void Holds(string section, IEnumerable<string> expected)
    {
        var rows = string.Join('\n', expected);
        Assert.True(rows == string.Join('\n', Rows(section)), $"docs/models.md must have in {section}:\n{rows}");
    }

    private static string[] Rows(string section) =>
        [.. Page.SkipWhile(l => l != $"## {section}").Skip(1).TakeWhile(l => !l.StartsWith("## ", StringComparison.Ordinal)).Where(l => l.StartsWith("| `", StringComparison.Ordinal) || l.StartsWith("| [`", StringComparison.Ordinal))];

    private static string Listed(IEnumerable<string> names) => string.Join(' ', names) is { Length: > 0 } text ? text : "none";

    private static string Errors(SeriesFit fit)
    {
        (string Name, IReadOnlyList<Parameter> Errors)[] kinds = [("standard", fit.StandardErrors), ("robust", fit.RobustStandardErrors), ("scores", fit.ScoreStandardErrors), ("HAC", fit.HacStandardErrors)];
        return Listed(kinds.Where(k => k.Errors.Count > 0).Select(k => k.Name));
    }

    // A return model's equation says itself how it looks ahead and how many numbers it remembers; of the others the page says it.
    private static string Ahead(SeriesModel model, string[] rows, int k)
    {
        if (Equation(model.Id) is not var (id, orders)) return string.Join(" | ", rows[k].Split(" | ")[4..])[..^2];
        var equation = ReturnModelCatalog.Equation(id, orders);
        var state = ReturnState.Open(id, orders, MeanEquation.Of(ConditionalMean.Zero), "normal", equation.Starts[0], new PresampleStart(1, false));
        var method = state.Forecast([5], new ReturnForecastOptions { Paths = 1000 }).Method == ForecastMethod.Analytic ? "closed form" : "simulated";
        return string.Create(CultureInfo.InvariantCulture, $"{method} | {equation.MemoryLength}");
    }

    // The variance equation of the defaults of a fit; null for models that are no return models.
    private static (string Id, int[] Orders)? Equation(string id) => id switch
    {
        "garch" or "figarch" => (id, [1, 1]),
        "gjr" or "tarch" or "aparch" or "egarch" => (id, [1, 1, 1]),
        "harch" => (id, [1, 5, 22]),
        "garch-x" => (id, [1]),
        "component-garch" or "ewma" or "riskmetrics2006" => (id, []),
        "ewma-estimated" => ("ewma", []),
        _ => null,
    };

    private static string OptionOf(Companion need) => need switch
    {
        Companion.RealizedMeasure or Companion.RealizedVariance => "--realized",
        Companion.Quarticity => "--quarticity",
        Companion.Bipower => "--bipower",
        Companion.JumpRatio => "--jump-ratio",
        _ => "--down-semivariance",
    };

    // Returns whose variance follows a realised one, and measures of each of their days.
    private static SeriesSample SampleOf(SeriesModel model)
    {
        var random = Xoshiro256.Stream(7, "page");
        const int Days = 900;
        double[] returns = new double[Days], variances = new double[Days], wave = [.. Enumerable.Range(0, Days).Select(t => Math.Sin(0.7 * t))];
        var log = 0.0;
        for (var t = 0; t < Days; t++)
        {
            log = (0.95 * log) + (0.25 * random.NextNormal());
            returns[t] = Math.Exp(log / 2) * random.NextNormal();
            variances[t] = Math.Exp(log + (0.3 * random.NextNormal()));
        }
        return new SeriesSample(model.ReadsVariances ? variances : returns)
        {
            Realized = model.Needs.Contains(Companion.RealizedMeasure) || model.Needs.Contains(Companion.RealizedVariance) ? variances : null,
            Quarticity = [.. variances.Select((v, t) => v * v * (1.5 + wave[t]))],
            Bipower = [.. variances.Select((v, t) => v * (0.9 + (0.09 * wave[(t + 3) % Days])))],
            DownSemivariance = [.. variances.Select((v, t) => v * (0.5 + (0.2 * wave[(t + 5) % Days])))],
            Exogenous = model.Takes.HasFlag(SeriesOptionKinds.Exogenous) ? [("x", wave)] : [],
        };
    }
}
