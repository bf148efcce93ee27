using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Har;
using Xunit;

namespace Forecast.Core.Tests.Models.Ssa;

public sealed class SsaSimulationTests
{
    private static readonly double[] Sample = HarSample.Of(61, 400, exogenous: false).Values;

    private static readonly SsaEstimate Estimate = SsaEstimator.Fit(Sample).Estimate!;

    // A path that is filtered anew has about its forecasts the errors of the sample, of mean 1.
    [Fact]
    public void A_path_has_the_errors_of_the_sample_about_its_forecasts()
    {
        double[] ratios = [.. Estimate.Variances.Select((f, t) => Sample[Estimate.Choice.Window + t] / f)];
        var mean = ratios.Average();
        var (filter, path) = (new SsaFilter(Estimate.State), SsaSimulation.Run(Estimate, Sample, 300, 5));
        double[] errors = [.. path.Select(x =>
        {
            var error = x / filter.Forecast(1);
            filter.Append(x);
            return error;
        })];
        Assert.All(errors, e => Assert.Equal(1, ratios.Min(r => Math.Abs((r / mean / e) - 1)) + 1, 1e-9));
        Assert.True(errors.Distinct().Count() > 150);
        var deviation = Math.Sqrt(errors.Average(e => (e - 1) * (e - 1)) / errors.Length);
        Assert.InRange(errors.Average(), 1 - (4 * deviation), 1 + (4 * deviation));
    }

    // A cycle with noise: its period is found again in what is simulated from it.
    [Fact]
    public void The_period_of_a_cycle_is_recovered()
    {
        var noise = HarSample.Of(62, 600, exogenous: true).Exogenous[0].Values;
        double[] cycle = [.. noise.Select((e, t) => 1e-4 * Math.Exp((0.8 * Math.Sin(2 * Math.PI * t / 12)) + (0.05 * e)))];
        var path = SsaSimulation.Run(SsaEstimator.Fit(cycle).Estimate!, cycle, 1200, 3);
        double Power(int period) => Math.Pow(path.Select((x, t) => Math.Log(x) * Math.Cos(2 * Math.PI * t / period)).Sum(), 2) + Math.Pow(path.Select((x, t) => Math.Log(x) * Math.Sin(2 * Math.PI * t / period)).Sum(), 2);
        Assert.Equal(12, Enumerable.Range(4, 27).MaxBy(Power));
    }

    [Fact]
    public void A_seed_is_a_path()
    {
        var one = SsaSimulation.Run(Estimate, Sample, 50, 1);
        Assert.Equal(one, SsaSimulation.Run(Estimate, Sample, 50, 1));
        Assert.Equal(one[..20], SsaSimulation.Run(Estimate, Sample, 20, 1));
        Assert.NotEqual(one, SsaSimulation.Run(Estimate, Sample, 50, 2));
        Assert.Throws<ArgumentException>(() => SsaSimulation.Run(Estimate, Sample[1..], 50, 1));
    }
}
