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

    [Fact]
    public void No_value_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Of([], 0.5));
}
