using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

public sealed class HarSimulationTests
{
    private static readonly HarTarget Next = HarTarget.Step(1);

    public static TheoryData<string> Ids => HarVariantsTests.Ids;

    // A path that is filtered anew has about its forecasts the errors of the sample, of mean 1, and with each the companions of its row.
    [Theory, MemberData(nameof(Ids))]
    public void A_path_has_the_errors_of_the_sample_about_its_forecasts(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 51, 300);
        var (history, design) = (HarSample.Observations(variant, sample), HarSample.Design(variant, sample));
        var fit = HarEstimator.Estimate(design, Next, TestContext.Current.CancellationToken)!;
        double[] ratios = [.. design.Targets(Next).Select((y, i) => y / fit.Forecast(design, i))];
        var mean = ratios.Average();

        var path = HarObservations.Of(variant, HarSimulation.Run(fit, history, 200, 5)).Rows!;
        var state = HarState.After(fit, history);
        var errors = new double[path.Count];
        for (var t = 0; t < path.Count; t++)
        {
            double[] row = [.. path.Columns.Select(c => c[t])];
            errors[t] = row[0] / state.Forecast;
            var drawn = Enumerable.Range(0, ratios.Length).MinBy(i => Math.Abs((ratios[i] / mean) - errors[t]));
            Assert.Equal(1, errors[t] * mean / ratios[drawn], 1e-9);
            for (var c = 1; c < row.Length; c++)
            {
                var power = c > variant.Needs.Count ? 0 : variant.Needs[c - 1] == Companion.Quarticity ? 2 : 1;
                var day = design.First + 1 + drawn;
                Assert.Equal(1, row[c] / Math.Pow(row[0], power) / (history.Columns[c][day] / Math.Pow(history.Columns[0][day], power)), 1e-9);
            }
            state.Append(row);
        }
        var deviation = Math.Sqrt(errors.Average(e => (e - 1) * (e - 1)) / errors.Length);
        Assert.InRange(errors.Average(), 1 - (4 * deviation), 1 + (4 * deviation));
    }

    public static TheoryData<string, double[]> Truths => new()
    {
        { "har", [1e-5, 0.4, 0.3, 0.2] },
        { "log-har", [-0.9, 0.45, 0.3, 0.15] },
        { "gamma-har", [-0.9, 0.45, 0.3, 0.15] },
        { "har-wls", [1e-5, 0.4, 0.3, 0.2] },
        { "shar", [1e-5, 0.6, 0.2, 0.3, 0.2] },
    };

    [Theory, MemberData(nameof(Truths))]
    public void Parameters_are_recovered(string id, double[] truth)
    {
        const double Dispersion = 0.3;
        var history = Observations(id, HarSample.Of(52, 300, exogenous: false));
        var path = HarSimulation.Run(Known(id, truth), history, 20_000, 7, Dispersion);
        var fit = SeriesModelCatalog.Get(id).Fit(path);
        Assert.Equal(FitStatus.Converged, fit.Status);
        for (var k = 0; k < truth.Length; k++)
        {
            Assert.Equal(fit.Parameters[k].Name, fit.RobustStandardErrors[k].Name);
            Assert.InRange((fit.Parameters[k].Value - truth[k]) / fit.RobustStandardErrors[k].Value, -3.5, 3.5);
            // What is known so well could be told from 0.
            Assert.True(Math.Abs(truth[k]) > 3.5 * fit.RobustStandardErrors[k].Value, fit.RobustStandardErrors[k].ToString());
        }
        if (id == "gamma-har") Assert.Equal(Dispersion, fit.Parameters[^1].Value, 0.02);
        if (id == "log-har") Assert.Equal(Math.Sqrt(1 + Dispersion), fit.Parameters[^1].Value, 0.02);
    }

    [Fact]
    public void A_seed_is_a_path()
    {
        var (fit, history) = (Known("shar", [1e-5, 0.6, 0.2, 0.3, 0.2]), Observations("shar", HarSample.Of(53, 100, exogenous: false)));
        var (one, same, other) = (HarSimulation.Run(fit, history, 50, 1), HarSimulation.Run(fit, history, 50, 1), HarSimulation.Run(fit, history, 50, 2));
        Assert.Equal(one.Values, same.Values);
        Assert.Equal(one.DownSemivariance, same.DownSemivariance);
        Assert.NotEqual(one.Values, other.Values);
        Assert.Equal(one.Values[..20], HarSimulation.Run(fit, history, 20, 1).Values);
        Assert.Null(one.Quarticity);
    }

    [Fact]
    public void What_has_no_path_is_refused()
    {
        var history = Observations("log-har", HarSample.Of(54, 100, exogenous: false));
        Assert.Contains("rows 1 to 5 ahead", Assert.Throws<ArgumentException>(() => HarSimulation.Run(Known("log-har", [0, 0.5, 0.2, 0.1]) with { Target = HarTarget.Over(5) }, history, 10, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("no stationary path", Assert.Throws<InvalidOperationException>(() => HarSimulation.Run(Known("log-har", [0, 1.5, 0.2, 0.1]), history, 1000, 1)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => HarSimulation.Run(Known("har", [1e-5, 0.5, 0.2, 0.1]), history, 10, 1, dispersion: 2));
    }

    private static HarObservations Observations(string id, SeriesSample sample) => HarSample.Observations(HarVariants.Get(id), sample);

    private static HarFit Known(string id, double[] coefficients) => new()
    {
        Variant = HarVariants.Get(id),
        Terms = HarVariants.Get(id).Terms(new HarRungs([1, 7, 30])),
        Target = Next,
        Coefficients = coefficients,
        Smearing = id == "log-har" ? Math.Sqrt(1.3) : 1,
        Lowest = 1e-12,
        Highest = 1e6,
        Rows = 0,
    };
}
