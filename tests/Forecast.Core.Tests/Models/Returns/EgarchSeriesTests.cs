using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class EgarchSeriesTests
{
    [Theory]
    [InlineData("egarch", null, new[] { "mu", "omega", "alpha[1]", "gamma[1]", "beta[1]" })]
    [InlineData("egarch", "t", new[] { "mu", "omega", "alpha[1]", "gamma[1]", "beta[1]", "nu" })]
    [InlineData("aparch", null, new[] { "mu", "omega", "alpha[1]", "gamma[1]", "beta[1]", "delta" })]
    public void A_fit_says_what_there_is(string id, string? distribution, string[] names)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(Simulated(1200, out _), new SeriesOptions { Distribution = distribution });
        Assert.NotEqual(FitStatus.Failed, fit.Status);
        Assert.Equal(names, fit.Parameters.Select(p => p.Name));
        Assert.Equal(SeriesFit.ForecastSteps, fit.Forecast.Count);
        Assert.All(fit.Forecast, h => Assert.InRange(h, 0.01, 100));
        Assert.Equal(1200, fit.Variances.Count);
        Assert.True(fit.NewsImpact!(-2) > 0);
    }

    /// <summary>δ is found again, in the column's units, and a column times 10⁶ moves nothing but δ.</summary>
    [Fact]
    public void Garch_x_finds_what_a_column_does_in_any_units()
    {
        var returns = Simulated(4000, out var flow);
        var fit = GarchXEstimator.Fit(returns, [("flow", flow)], MeanEquation.Of(ConditionalMean.Constant), new NormalErrors(), PresampleVariance.Arch);
        Assert.Equal(FitStatus.Converged, fit.Status);
        Assert.Equal(["mu", "omega", "alpha[1]", "gamma[1]", "beta[1]", "delta[flow]"], fit.Parameters.Select(p => p.Name));
        foreach (var (value, truth, error) in fit.Values.Zip([0.02, 0.01, 0.12, -0.06, 0.94, 0.08], fit.Errors.Sandwich.Select(e => e.Value))) Assert.InRange((value - truth) / error, -4, 4);

        var scaled = GarchXEstimator.Fit(returns, [("flow", [.. flow.Select(x => 1e6 * x)])], MeanEquation.Of(ConditionalMean.Constant), new NormalErrors(), PresampleVariance.Arch);
        Assert.Equal(fit.LogLikelihood, scaled.LogLikelihood, 1e-8);
        Assert.Equal(1, scaled.Values[^1] * 1e6 / fit.Values[^1], 1e-6);
        Assert.Equal(1, scaled.Errors.Hessian[^1].Value * 1e6 / fit.Errors.Hessian[^1].Value, 1e-5);
        Assert.Equal(fit.Variances[^1], fit.Model.Variance.Next(fit.Variance, fit.Memory()));

        var without = ReturnEstimator.Fit("egarch", returns, new(MeanEquation.Of(ConditionalMean.Constant), new Egarch(1, 1, 1), new NormalErrors(), PresampleVariance.Arch));
        Assert.True(fit.LogLikelihood > without.LogLikelihood + 20);
    }

    [Fact]
    public void Garch_x_refuses_columns_that_say_nothing()
    {
        var returns = Simulated(400, out var flow);
        string Reason(params (string, double[])[] columns)
        {
            var fit = SeriesModelCatalog.Get("garch-x").Fit(new SeriesSample(returns) { Exogenous = columns });
            Assert.Equal(FitStatus.Failed, fit.Status);
            return fit.Reason!;
        }
        Assert.Equal("garch-x needs at least one column beside the returns", Reason());
        Assert.Equal("garch-x cannot use column flow: it is constant", Reason(("flow", [.. returns.Select(_ => 0.1)])));
        Assert.Equal("garch-x cannot use column flow: row 3 is NaN", Reason(("flow", [1, 2, double.NaN, .. flow.Skip(3)])));
        Assert.Equal("garch-x needs column flow as long as the returns; it has 7 rows, they have 400", Reason(("flow", flow[..7])));
        Assert.Equal("garch-x has two columns of one name", Reason(("flow", flow), ("flow", flow)));
        Assert.NotEqual(FitStatus.Failed, SeriesModelCatalog.Get("garch-x").Fit(new SeriesSample(returns) { Exogenous = [("flow", flow)] }).Status);
    }

    [Theory]
    [InlineData("egarch", new[] { 0, 0, 1 }, "egarch needs orders p,q or p,o,q from 0 to 30, with a shock among them")]
    [InlineData("egarch", new[] { 1 }, "egarch needs orders p,q or p,o,q from 0 to 30, with a shock among them")]
    [InlineData("aparch", new[] { 1, 2, 1 }, "aparch needs orders p,q or p,o,q up to 30, p at least 1 and o at most p")]
    [InlineData("garch-x", new[] { 2, 1 }, "garch-x has orders 1,1,1 only")]
    public void Orders_that_cannot_be_are_refused(string id, int[] orders, string reason) =>
        Assert.Equal(reason, SeriesModelCatalog.Get(id).Fit(Simulated(400, out _), new SeriesOptions { Orders = orders }).Reason);

    /// <summary>Whatever the series, there is an answer: a status with finite numbers, or a refusal that begins with the id.</summary>
    [Theory]
    [InlineData("egarch", "normal")]
    [InlineData("egarch", "t")]
    [InlineData("egarch", "skewt")]
    [InlineData("aparch", "ged")]
    [InlineData("aparch", "t")]
    [InlineData("garch-x", "normal")]
    public void Bad_series_get_an_answer(string id, string distribution)
    {
        var (good, random) = (Simulated(300, out var flow), Xoshiro256.Stream(8, "bad"));
        var sum = 0.0;
        double[][] series =
        [
            new double[300], [.. good.Select(_ => 0.3)], [.. good.Select((r, t) => t == 70 ? double.NaN : r)], good[..20], [.. good.Select((r, t) => t == 150 ? 1e6 : r)],
            [.. good.Select(r => 1e-9 * r)], [.. good.Select(_ => sum += random.NextNormal())], [.. good.Select((_, t) => Math.Exp(0.1 * t) * random.NextNormal())], [.. good.Select((r, t) => t % 10 == 0 ? r : 0)],
        ];
        foreach (var values in series)
        {
            var fit = SeriesModelCatalog.Get(id).Fit(new SeriesSample(values) { Exogenous = id == "garch-x" ? [("flow", flow[..values.Length])] : [] }, new SeriesOptions { Distribution = distribution });
            if (fit.Status == FitStatus.Failed) Assert.StartsWith(id, fit.Reason, StringComparison.Ordinal);
            else Assert.All(fit.Parameters.Select(p => p.Value).Concat(fit.Forecast).Append(fit.LogLikelihood!.Value), x => Assert.True(double.IsFinite(x)));
        }
    }

    // An exponential GARCH that a persistent column moves.
    private static double[] Simulated(int length, out double[] flow)
    {
        var random = Xoshiro256.Stream(6, "flow");
        flow = new double[length];
        var (equation, memory, returns, x) = (new GarchX([new("flow", [], 0, 0)]), new double[20], new double[length], 0.0);
        double[] p = [0.01, 0.12, -0.06, 0.94, 0.08];
        equation.Open(p, new(1, false), memory.AsSpan(0, equation.MemoryLength));
        for (var t = 0; t < length; t++)
        {
            var e = Math.Sqrt(equation.Next(p, memory)) * random.NextNormal();
            returns[t] = 0.02 + e;
            flow[t] = x = (0.5 * x) + random.NextNormal();
            equation.Push(p, memory.AsSpan(0, equation.MemoryLength), e, [x]);
        }
        return returns;
    }
}
