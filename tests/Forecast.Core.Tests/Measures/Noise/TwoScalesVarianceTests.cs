using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class TwoScalesVarianceTests
{
    // What R's highfrequency prints for all trades of two days with K = 300, J = 1; the robust form takes the jump out of the first.
    [Theory]
    [InlineData(0, 1.15750921762e-4, 4.50052342804e-5)]
    [InlineData(1, 6.57313831541e-5, 6.77782418302e-5)]
    public void Published_values(int day, double plain, double robust)
    {
        var (time, returns) = (SampleTrades.Of(day).Time, SampleTrades.Returns(day));
        Assert.Equal(1, TwoScalesVariance.Of(returns, 300, 1, MeasureConvention.HighFrequency)!.Value / plain, 1e-10);
        Assert.Equal(1, RobustTwoScalesVariance.Of(time, returns, 300, convention: MeasureConvention.HighFrequency)!.Value / robust, 1e-10);
    }

    [Fact]
    public void A_jump_moves_the_plain_form_and_not_the_robust_one()
    {
        var returns = NoisePaths.Returns(4000, 1e-4, seed: 3);
        long[] times = [.. Enumerable.Range(0, 4001).Select(i => i * 1000L)];
        var (plain, robust) = (TwoScalesVariance.Of(returns)!.Value, RobustTwoScalesVariance.Of(times, returns)!.Value);
        returns[1234] += 1;
        Assert.InRange(TwoScalesVariance.Of(returns)!.Value - plain, 0.5, 1.5);
        Assert.Equal(robust, RobustTwoScalesVariance.Of(times, returns)!.Value, 0.05);
    }

    [Fact]
    public void Truncation_of_normal_returns_costs_nothing_on_average()
    {
        var (n, paths) = (2000, 200);
        long[] times = [.. Enumerable.Range(0, n + 1).Select(i => i * 1000L)];
        var ratios = Enumerable.Range(0, paths).Select(p => RobustTwoScalesVariance.Of(times, NoisePaths.Returns(n, 2e-4, (ulong)p), 60)!.Value).ToArray();
        // Variance of the two-scales estimator, and 10 % for the truncation, whose loss at η = 9 is smaller.
        var error = Math.Sqrt(1.1 * ((8 * 4e-8 * n / 3600) + (4.0 / 3 * 60 / n)) / paths);
        Assert.Equal(1, ratios.Average(), (4 * error) + 0.005);
    }
}
