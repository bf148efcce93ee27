using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class OrderStatisticTests
{
    [Theory]
    [InlineData(100, 0.99, 99)]
    [InlineData(1000, 0.999, 999)]
    [InlineData(250, 0.995, 249)]
    [InlineData(250, 0.99, 248)]
    [InlineData(10, 0, 1)]
    [InlineData(10, 1, 10)]
    public void The_rank_is_the_ceiling(int count, double probability, int rank) => Assert.Equal(rank, OrderStatistic.Rank(count, probability));

    [Theory]
    [InlineData(0.2, 1)]
    [InlineData(0.4, 3)]
    [InlineData(0.6, 3)]
    [InlineData(0.61, 4)]
    [InlineData(1, 5)]
    public void The_mean_up_to_a_quantile_takes_in_all_that_equal_it(double probability, double mean) => Assert.Equal(mean, OrderStatistic.MeanUpTo([1, 4, 4, 7, 9], probability));

    [Fact]
    public void No_value_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Of([], 0.5));
}
