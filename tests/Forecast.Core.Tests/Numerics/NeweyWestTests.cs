using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class NeweyWestTests
{
    private static readonly double[][] Scores = [.. Enumerable.Range(0, 40).Select(t => (double[])[Math.Sin(t), Math.Cos(3 * t) + 0.2, (t % 5) - 2])];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(60)]
    public void Covariance_is_the_weighted_sum_over_pairs_of_rows(int bandwidth)
    {
        var covariance = NeweyWest.Covariance(Scores, bandwidth);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++)
            {
                var sum = 0.0;
                for (var t = 0; t < Scores.Length; t++)
                {
                    for (var u = 0; u < Scores.Length; u++) sum += Math.Max(0, 1 - (Math.Abs(t - u) / (bandwidth + 1.0))) * Scores[t][i] * Scores[u][j];
                }
                Assert.Equal(sum, covariance[i, j], 1e-11);
            }
        }
    }

    [Fact]
    public void Scores_of_a_regression_are_residuals_times_rows()
    {
        double[] residuals = [.. Enumerable.Range(0, Scores.Length).Select(t => Math.Cos(7 * t))];
        var products = NeweyWest.Covariance([.. Scores.Select((s, t) => (double[])[.. s.Select(v => residuals[t] * v)])], 3);
        var regression = NeweyWest.Covariance(Scores, residuals, 3);
        for (var i = 0; i < 3; i++)
        {
            for (var j = 0; j < 3; j++) Assert.Equal(products[i, j], regression[i, j], 1e-12);
        }
    }

    [Theory]
    [InlineData(100, 4)]
    [InlineData(1000, 6)]
    [InlineData(20_000, 12)]
    public void Bandwidth_is_that_of_newey_and_west(int rows, int lags) => Assert.Equal(lags, NeweyWest.Bandwidth(rows));
}
