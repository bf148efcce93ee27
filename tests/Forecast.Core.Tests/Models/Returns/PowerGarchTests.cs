using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Forecast.Core.Tests.Models.Garch;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

public sealed class PowerGarchTests
{
    [Fact]
    public void Names_are_arch_s()
    {
        Assert.Equal(["omega", "alpha[1]", "alpha[2]", "gamma[1]", "beta[1]", "beta[2]"], new PowerGarch(2, 1, 2).Names);
        Assert.Equal(["omega", "alpha[1]"], new PowerGarch(1, 0, 0, 1).Names);
    }

    [Fact]
    public void Garch_11_is_the_garch_recursion_bit_for_bit()
    {
        var returns = GarchVectors.Returns("garch11n_2500");
        var p = new GarchParameters(0, 0.02, 0.08, 0.9);
        double[] one = new double[2500], other = new double[2501];
        var presample = Presample.Of(returns, PresampleVariance.Arch, ConditionalMean.Zero);
        var next = GarchRecursion.Variances(returns, p, presample, one);
        new PowerGarch(1, 0, 1).Variances([0.02, 0.08, 0.9], returns, new(presample.Level(0), false), other);
        Assert.Equal(one[1..], other[1..^1]);
        Assert.Equal(1, other[0] / one[0], 1e-15);
        Assert.Equal(1, other[^1] / next, 1e-15);
    }

    /// <summary>Lags of 1 have kernels of their own; the same model with an order more and 0 for its parameter runs through the general ones.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Kernels_of_lag_1_and_of_any_lag_agree(int power)
    {
        var random = Xoshiro256.Stream(3, "kernels");
        double[] residuals = [.. Enumerable.Range(0, 400).Select(_ => random.NextNormal())], one = new double[400], other = new double[400];
        new PowerGarch(1, 1, 1, power).Variances([0.1, 0.05, 0.1, 0.8], residuals, new(1, false), one);
        new PowerGarch(2, 1, 1, power).Variances([0.1, 0.05, 0, 0.1, 0.8], residuals, new(1, false), other);
        Assert.All(one.Zip(other), pair => Assert.Equal(1, pair.First / pair.Second, 1e-13));
    }

    [Fact]
    public void Orders_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new PowerGarch(0, 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PowerGarch(1, 0, 31));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PowerGarch(1, 0, 1, 3));
    }

    /// <summary>The expected variance converges to ω/(1 − α − γ/2 − β).</summary>
    [Fact]
    public void Forecasts_converge_to_the_variance_of_the_long_run()
    {
        var (equation, memory, path) = (new PowerGarch(1, 1, 1), new double[1], new double[2000]);
        equation.Open([0.05, 0.04, 0.1, 0.85], new(3, false), memory);
        Assert.True(equation.Expect([0.05, 0.04, 0.1, 0.85], memory, new ErrorMoments(new NormalErrors(), []), path));
        Assert.Equal(0.05 / 0.06, path[^1], 1e-12);
    }
}
