using CsCheck;
using Forecast.Core.Evaluation;
using Xunit;

namespace Forecast.Core.Tests.Evaluation;

public sealed class LossTests
{
    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(2, 1, 0.30685281944005469)]
    [InlineData(1, 2, 0.19314718055994531)]
    public void Qlike_by_hand(double realized, double forecast, double expected) => Assert.Equal(expected, Loss.Qlike(realized, forecast), 1e-15);

    [Fact]
    public void Qlike_is_least_at_the_realised_variance_and_free_of_scale() =>
        Gen.Select(Gen.Double[1e-6, 10], Gen.Double[1e-6, 10], Gen.Double[1e-3, 1e3]).Sample((y, f, k) =>
        {
            Assert.True(Loss.Qlike(y, f) >= 0);
            Assert.Equal(Loss.Qlike(y, f), Loss.Qlike(k * y, k * f), 1e-9);
        });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    [InlineData(1, double.NaN)]
    [InlineData(-1, 1)]
    public void Qlike_refuses_what_is_not_positive(double realized, double forecast) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.Qlike(realized, forecast));
}
