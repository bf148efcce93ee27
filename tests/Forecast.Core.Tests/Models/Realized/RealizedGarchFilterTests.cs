using System.Text.Json;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class RealizedGarchFilterTests
{
    private static readonly RealizedGarchParameters P = new(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18);

    [Fact]
    public void AppendingIsFilteringAnew()
    {
        var path = RealizedGarchSimulation.Run(P, 300, 1);
        var estimate = RealizedGarchEstimator.Fit(path.Returns, path.Realized, stop: TestContext.Current.CancellationToken).Estimate!;
        var filter = new RealizedGarchFilter(estimate.First);
        for (var t = 0; t < 300; t++)
        {
            Assert.Equal(estimate.Variances[t], filter.Next);
            filter.Append(path.Returns[t], path.Realized[t]);
            // A restart at every step loses nothing.
            var json = JsonSerializer.Serialize(filter.State);
            Assert.True(json.Length < 2048);
            filter = new(JsonSerializer.Deserialize<RealizedGarchState>(json)!);
        }
        Assert.Equal(estimate.State, filter.State);
    }

    [Fact]
    public void WhatIsMissingTakesItsExpectation()
    {
        RealizedGarchFilter Filter() => new(new(P, -0.5, 0));
        var (both, measure, value) = (Filter(), Filter(), Filter());
        both.Append(double.NaN, double.NaN);
        Assert.Equal(P.Omega + (P.Beta * -0.5) + (P.Alpha * (P.Xi + (P.Delta * -0.5))), both.State.LogVariance, 1e-15);
        var z = 2.0;
        measure.Append(P.Mu + (z * Math.Exp(-0.25)), double.NaN);
        Assert.Equal(both.State.LogVariance + (P.Alpha * ((P.Eta1 * z) + (P.Eta2 * ((z * z) - 1)))), measure.State.LogVariance, 1e-14);
        value.Append(double.NaN, 0.7);
        var known = Filter();
        known.Append(1, 0.7);
        Assert.Equal(known.State, value.State);
    }

    [Fact]
    public void ForecastIsTheMeanOfSimulations()
    {
        var state = new RealizedGarchState(P with { Eta2 = 0.15 }, 0.8, 0);
        Span<double> expected = stackalloc double[6];
        Assert.True(new RealizedGarchFilter(state).Expect(expected));
        const int Paths = 20_000;
        double[] mean = new double[6], square = new double[6];
        for (var i = 0UL; i < Paths; i++)
        {
            var path = RealizedGarchSimulation.Run(state, 6, i);
            for (var j = 0; j < 6; j++)
            {
                mean[j] += path.Variances[j] / Paths;
                square[j] += path.Variances[j] * path.Variances[j] / Paths;
            }
        }
        Assert.Equal(Math.Exp(0.8), expected[0], 1e-15);
        for (var j = 1; j < 6; j++) Assert.True(Math.Abs(mean[j] - expected[j]) < 4 * Math.Sqrt((square[j] - (mean[j] * mean[j])) / Paths), $"{j}: {mean[j]:R} for {expected[j]:R}");
    }

    [Fact]
    public void NoForecastWhereTheExpectationIsInfinite()
    {
        Span<double> expected = stackalloc double[3];
        Assert.False(new RealizedGarchFilter(new(P with { Eta2 = 1.3 }, 0, 0)).Expect(expected));
        Assert.True(new RealizedGarchFilter(new(P with { Eta2 = 1.3 }, 0, 0)).Expect(expected[..1]));
    }

    [Fact]
    public void NewsComesFromTheLongRunLevel()
    {
        var level = P.LongRunLogVariance;
        Assert.Equal(level, P.Next(level, P.ExpectedLog(level, 1)) - (P.Alpha * P.Eta1), 1e-14);
        Assert.True(P.NewsImpact(-2) > P.NewsImpact(2));
        Assert.Equal(Math.Exp(level + (P.Alpha * P.Eta1)), P.NewsImpact(1), 1e-14);
    }

    [Fact]
    public void TakesNoNonsense()
    {
        var filter = new RealizedGarchFilter(new(P, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Append(double.PositiveInfinity, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Append(0, 0));
        Assert.Throws<ArgumentException>(() => new RealizedGarchFilter(new(P, double.NaN, 0)));
        Assert.Equal(0, filter.State.Count);
    }

    [Fact]
    public void SimulationsAreTheirSeeds()
    {
        Assert.Equal(RealizedGarchSimulation.Run(P, 20, 4).Returns, RealizedGarchSimulation.Run(P, 20, 4).Returns);
        Assert.NotEqual(RealizedGarchSimulation.Run(P, 20, 4).Returns, RealizedGarchSimulation.Run(P, 20, 5).Returns);
        Assert.Throws<ArgumentException>(() => RealizedGarchSimulation.Run(P with { Beta = 0.9 }, 20, 4));
    }

    /// <summary>A shock may leave no variance that is a number: then it is refused, and the state is as it was.</summary>
    [Fact]
    public void AnAbsurdReturnWithoutAMeasureLeavesTheState()
    {
        var state = new RealizedGarchState(P, -0.5, 3);
        var (filter, known) = (new RealizedGarchFilter(state), new RealizedGarchFilter(state));
        Assert.Throws<ArgumentOutOfRangeException>(() => filter.Append(1e200, double.NaN));
        Assert.Throws<InvalidOperationException>(() => filter.Append(-1e99, double.NaN));
        Assert.Equal(state, filter.State);
        // With a measure the return is not read.
        filter.Append(1e200, 0.7);
        known.Append(1, 0.7);
        Assert.Equal(known.State, filter.State);
    }
}
