using System.Text.Json;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class HeavyFilterTests
{
    private static readonly HeavyParameters P = new(0.02, 0.4, 0.55, 0.03, 0.45, 0.5);

    [Fact]
    public void AppendingIsFilteringAnew()
    {
        var path = HeavySimulation.Run(P, 300, 1);
        var estimate = HeavyEstimator.Fit(path.Returns, path.Realized, stop: TestContext.Current.CancellationToken).Estimate!;
        var filter = new HeavyFilter(estimate.First);
        for (var t = 0; t < 300; t++)
        {
            Assert.Equal(estimate.Variances[t], filter.Next);
            filter.Append(path.Returns[t], path.Realized[t]);
            var json = JsonSerializer.Serialize(filter.State);
            Assert.True(json.Length < 2048);
            filter = new(JsonSerializer.Deserialize<HeavyState>(json)!);
        }
        Assert.Equal(estimate.State, filter.State);
    }

    [Fact]
    public void AMissingMeasureTakesItsExpectation()
    {
        var (missing, known) = (new HeavyFilter(new(P, 0.6, 0.7, 3)), new HeavyFilter(new(P, 0.6, 0.7, 3)));
        missing.Append(double.NaN, double.NaN);
        known.Append(1, 0.7);
        Assert.Equal(known.State, missing.State);
        Assert.Equal(4, missing.State.Count);
    }

    [Fact]
    public void ForecastIsTheMeanOfSimulations()
    {
        var state = new HeavyState(P, 1.5, 2, 0);
        Span<double> expected = stackalloc double[5];
        new HeavyFilter(state).Expect(expected);
        Assert.Equal(1.5, expected[0]);
        Assert.Equal(0.02 + (0.4 * 2) + (0.55 * 1.5), expected[1], 1e-15);
        Assert.Equal(0.02 + (0.4 * (0.03 + (0.95 * 2))) + (0.55 * expected[1]), expected[2], 1e-15);
        var mean = new double[5];
        for (var i = 0UL; i < 20_000; i++)
        {
            var path = HeavySimulation.Run(state, 5, i);
            for (var j = 0; j < 5; j++) mean[j] += path.Variances[j] / 20_000;
        }
        for (var j = 1; j < 5; j++) Assert.Equal(expected[j], mean[j], 0.02);
    }

    [Fact]
    public void ForecastsConvergeToTheLongRunLevel()
    {
        var variances = new double[2000];
        new HeavyFilter(new(P, 5, 9, 0)).Expect(variances);
        Assert.Equal((P.Omega + (P.Alpha * P.OmegaR / (1 - P.Persistence))) / (1 - P.Beta), variances[^1], 1e-12);
    }

    [Fact]
    public void TakesNoNonsense()
    {
        var filter = new HeavyFilter(new(P, 1, 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Append(double.NegativeInfinity, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Append(0, -1));
        Assert.Throws<ArgumentException>(() => new HeavyFilter(new(P, 0, 1, 0)));
    }

    [Fact]
    public void AnAbsurdMeasureLeavesTheState()
    {
        var state = new HeavyState(P, 0.6, 0.7, 3);
        var filter = new HeavyFilter(state);
        Assert.Throws<InvalidOperationException>(() => filter.Append(0, 1.7e308));
        Assert.Equal(state, filter.State);
    }

    [Fact]
    public void ParametersBeyondTheirRangeAreRefused()
    {
        Assert.Contains("omegaR", Refusal(P with { OmegaR = 0 }), StringComparison.Ordinal);
        Assert.Contains("alpha[1]", Refusal(P with { Alpha = -0.1 }), StringComparison.Ordinal);
        Assert.Contains("beta[1]", Refusal(P with { Beta = 1.01 }), StringComparison.Ordinal);
        Assert.Contains("alphaR + betaR", Refusal(P with { AlphaR = 0.6 }), StringComparison.Ordinal);
        Assert.Equal(1, new HeavyFilter(new(P with { Alpha = 0, Beta = 1, BetaR = 0.55 + 1e-12 }, 1, 1, 0)).Next);

        static string Refusal(HeavyParameters p) => Assert.ThrowsAny<ArgumentException>(() => new HeavyFilter(new(p, 1, 1, 0))).Message;
    }
}
