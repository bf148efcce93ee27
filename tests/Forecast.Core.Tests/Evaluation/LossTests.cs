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

    [Fact]
    public void Errors_by_hand()
    {
        Assert.Equal(9, Loss.SquaredError(5, 2));
        Assert.Equal(3, Loss.AbsoluteError(2, 5));
        Assert.Equal(0.48045301391820142, Loss.SquaredLogError(2, 1), 1e-15);
        Assert.Equal(Math.Log(2), Loss.AbsoluteLogError(1, 2), 1e-15);
    }

    [Fact]
    public void Losses_of_logarithms_refuse_what_is_not_positive()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.SquaredLogError(0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.AbsoluteLogError(1, -1));
    }
}
