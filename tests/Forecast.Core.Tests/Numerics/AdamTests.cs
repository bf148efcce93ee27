using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class AdamTests
{
    // By hand: after one step both moments are unbiased, so that each parameter goes by the rate; after the second m̂ = (0.09 + 0.1 r) / 0.19 of the first slope.
    [Fact]
    public void Steps_are_those_of_the_algorithm()
    {
        var adam = new Adam(2);
        double[] at = [1, -1];
        adam.Step(at, [4, -0.001], 0.1);
        Assert.Equal(0.9, at[0], 1e-8);
        Assert.Equal(-0.9, at[1], 1e-5);
        adam.Step(at, [-8, -0.001], 0.1);
        Assert.Equal(0.9 - (0.1 * ((0.9 * 0.1 * 4) - (0.1 * 8)) / 0.19 / Math.Sqrt(((0.999 * 0.001 * 16) + (0.001 * 64)) / 0.001999)), at[0], 1e-8);
        Assert.Equal(-0.8, at[1], 2e-5);
    }
}
