using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class GeneralizedParetoTests
{
    [Fact]
    public void Quantile_and_mean_beyond_are_those_worked_by_hand()
    {
        // ξ = ½, β = 2: x = 4 (p^{−1/2} − 1); p = 0.04 gives 4 (5 − 1) = 16, and (16 + 2)/(1 − ½) = 36.
        var heavy = new GeneralizedPareto(0.5, 2);
        Assert.Equal(16, heavy.Quantile(0.04), 1e-12);
        Assert.Equal(36, heavy.MeanBeyond(16), 1e-12);
        // ξ = 0: exponential without memory.
        var light = new GeneralizedPareto(0, 3);
        Assert.Equal(3 * Math.Log(20), light.Quantile(0.05), 1e-12);
        Assert.Equal(10, light.MeanBeyond(7), 1e-12);
        Assert.Equal(0, heavy.Quantile(1));
    }

    [Fact]
    public void Moments_of_five_excesses_are_those_worked_by_hand()
    {
        // p_i = (i − 0.35)/5 = 0.13, 0.33, 0.53, 0.73, 0.93. a₀ = 20/5 = 4; a₁ = (0.87 + 2·0.67 + 3·0.47 + 4·0.27 + 10·0.07)/5 = 5.4/5 = 1.08.
        // a₀ − 2a₁ = 1.84: ξ = 2 − 4/1.84 = −0.1739 is moved to 0, β = 4.
        Assert.Equal(new GeneralizedPareto(0, 4), GeneralizedPareto.Of([1, 2, 3, 4, 10]));
        // 1, 1, 2, 3, 18: a₀ = 5, a₁ = (0.87 + 0.67 + 0.94 + 0.81 + 1.26)/5 = 0.91; a₀ − 2a₁ = 3.18: ξ = 2 − 5/3.18, β = 2·5·0.91/3.18.
        var heavy = GeneralizedPareto.Of([1, 1, 2, 3, 18]);
        Assert.Equal(2 - (5 / 3.18), heavy.Shape, 1e-12);
        Assert.Equal(9.1 / 3.18, heavy.Scale, 1e-12);
    }

    [Theory]
    [InlineData(0.1, 2.0)]
    [InlineData(0.3, 0.5)]
    public void Its_own_simulation_gives_its_parameters_back(double shape, double scale)
    {
        var (random, truth) = (new SplitMix64(4), new GeneralizedPareto(shape, scale));
        double[] sample = [.. Enumerable.Range(0, 200_000).Select(_ => truth.Quantile((random.Next(1_000_000_000) + 1) / 1e9)).Order()];
        var fitted = GeneralizedPareto.Of(sample);
        Assert.Equal(shape, fitted.Shape, 0.02);
        Assert.Equal(scale, fitted.Scale, 0.02 * scale);
    }

    [Fact]
    public void A_shape_beyond_its_bounds_is_moved_there_and_keeps_the_mean()
    {
        double[] wild = [.. Enumerable.Repeat(0.001, 99), 50];
        var fitted = GeneralizedPareto.Of(wild);
        Assert.Equal(GeneralizedPareto.MostShape, fitted.Shape);
        Assert.Equal(wild.Average(), fitted.MeanBeyond(0), 1e-12);
        Assert.ThrowsAny<ArgumentException>(() => GeneralizedPareto.Of([0, 0]));
        Assert.ThrowsAny<ArgumentException>(() => GeneralizedPareto.Of([-1, 2]));
        Assert.ThrowsAny<ArgumentException>(() => GeneralizedPareto.Of([]));
    }
}
