using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class RealizedGarchEstimatorTests
{
    [Fact]
    public void SpyAsRugarch()
    {
        var (returns, realized) = RealizedSamples.Spyreal();
        var fit = RealizedGarchEstimator.Fit(returns, realized, stop: TestContext.Current.CancellationToken);
        Assert.Equal((FitStatus.Converged, 1662), (fit.Status, fit.Estimate!.Observations));
        Assert.True(fit.Estimate.LogLikelihood >= -2739.901165 - 1e-6, $"{fit.Estimate.LogLikelihood:R}");
        double[] rugarch = [-.0156506670, .0705624800, .4336086698, .5292005940, -.0640900499, .0743223349, 1.0233311233, .3833800874, -.1925119755];
        TestContext.Current.TestOutputHelper!.WriteLine($"{fit.Estimate.LogLikelihood:R} {fit.Iterations} {string.Join(" ", fit.Estimate.Values.Select(v => $"{v.Value:R}"))}");
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" ", fit.Estimate.HessianErrors.Select(v => $"{v.Value:R}")));
        TestContext.Current.TestOutputHelper!.WriteLine(string.Join(" ", fit.Estimate.SandwichErrors.Select(v => $"{v.Value:R}")));
        Assert.All(fit.Estimate.Values.Zip(rugarch), v => Assert.Equal(v.Second, v.First.Value, 1e-4 * Math.Abs(v.Second)));
    }
}
