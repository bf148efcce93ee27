using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>The true parameters are found again in the models' own simulations.</summary>
public sealed class ReturnRecoveryTests
{
    /// <summary>Over several paths every parameter lies within 4.5 sandwich errors of the truth, and the mean error of each in those units is small.</summary>
    [Theory]
    [InlineData("garch", 6, 3000)]
    [InlineData("gjr", 6, 3000)]
    [InlineData("tarch", 6, 3000)]
    [InlineData("component-garch", 6, 6000)]
    [InlineData("harch", 6, 3000)]
    [InlineData("figarch(0,1)", 3, 2500)]
    [InlineData("egarch", 2, 2000)]
    public void Parameters_are_recovered(string name, int paths, int length) => Recover(name, MeanEquation.Of(ConditionalMean.Constant), [0.05], paths, length);

    /// <summary>The power of a power ARCH: without a mean, in which its likelihood has no second derivative where a residual is 0.</summary>
    [Fact]
    public void A_power_is_recovered() => Recover("aparch", MeanEquation.Of(ConditionalMean.Zero), [], 2, 2000);

    /// <summary>The shape of the errors and an autoregressive mean are found again beside the variance.</summary>
    [Theory]
    [InlineData("t", 6.0)]
    [InlineData("skewt", 7.0, -0.2)]
    [InlineData("ged", 1.4)]
    public void Shapes_and_autoregressions_are_recovered(string errors, params double[] shape)
    {
        const int Paths = 2;
        double[] truth = [0.05, 0.2, -0.1, 0.03, 0.08, 0.89, .. shape];
        var mean = MeanEquation.Of(ConditionalMean.Ar, 1, 3);
        var model = new ReturnModel(mean, ReturnModelCatalog.Equation("garch", [1, 1]), ErrorDistributionCatalog.Get(errors), PresampleVariance.Arch);
        var state = ReturnState.Open("garch", [1, 1], mean, errors, truth, new(1, false), new double[mean.Skipped]);
        Assert.All(Enumerable.Range(1, Paths), seed =>
        {
            var fit = ReturnEstimator.Fit("garch", state.Simulate(3000, (ulong)seed), model);
            Assert.Equal(FitStatus.Converged, fit.Status);
            Assert.Equal(truth.Length, fit.Values.Length);
            for (var i = 0; i < truth.Length; i++) Assert.InRange((fit.Values[i] - truth[i]) / fit.Errors.Sandwich[i].Value, -4, 4);
        });
    }

    /// <summary>The decay of a moving average is found again over a stretch in which its variance has not yet died out.</summary>
    [Fact]
    public void The_decay_of_a_moving_average_is_recovered()
    {
        var model = new ReturnModel(MeanEquation.Of(ConditionalMean.Zero), new EwmaEquation(), new NormalErrors(), PresampleVariance.Arch);
        var state = ReturnState.Open("ewma", [], model.Mean, "normal", [0.93], new(1, false));
        Assert.All((ulong[])[1, 2, 3], seed =>
        {
            var fit = ReturnEstimator.Fit("ewma", state.Simulate(2000, seed), model);
            Assert.InRange((fit.Values[0] - 0.93) / fit.Errors.Sandwich[0].Value, -4, 4);
        });
    }

    private static void Recover(string name, MeanEquation mean, double[] level, int paths, int length)
    {
        var (id, orders, p) = VarianceEquationCases.Named(name);
        double[] truth = [.. level, .. p];
        var model = new ReturnModel(mean, ReturnModelCatalog.Equation(id, orders), new NormalErrors(), PresampleVariance.Arch);
        var state = ReturnState.Open(id, orders, model.Mean, "normal", truth, new(1, false));
        var average = new double[truth.Length];
        for (var seed = 1UL; seed <= (ulong)paths; seed++)
        {
            var fit = ReturnEstimator.Fit(id, state.Simulate(length, seed), model);
            Assert.Equal(FitStatus.Converged, fit.Status);
            for (var i = 0; i < truth.Length; i++)
            {
                var z = (fit.Values[i] - truth[i]) / fit.Errors.Sandwich[i].Value;
                Assert.InRange(z, -4.5, 4.5);
                average[i] += z / paths;
            }
        }
        var bound = 3.5 / Math.Sqrt(paths);
        Assert.All(average, z => Assert.InRange(z, -bound, bound));
    }
}
