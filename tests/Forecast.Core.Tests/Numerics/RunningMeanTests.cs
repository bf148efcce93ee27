using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class RunningMeanTests
{
    [Fact]
    public void Means_are_of_what_is_there_and_need_enough_of_it()
    {
        var mean = new RunningMean([1, double.NaN, 3, 5]);
        Assert.Equal(4, mean.Of(3, 2, 2));
        Assert.Equal(3, mean.Of(3, 4, 3));
        Assert.Equal(double.NaN, mean.Of(3, 4, 4));
        Assert.Equal(double.NaN, mean.Of(1, 1, 0));
        Assert.Equal(1, mean.Of(0, 10, 1));
        Assert.Equal(2, mean.CountUntil(2));
    }
}
