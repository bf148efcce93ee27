using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class NeweyWestTests
{
    private static readonly Gen<(double[][] Columns, int Bandwidth)> Cases =
        from p in Gen.Int[1, 4]
        from n in Gen.Int[1, 30]
        from columns in Gen.Double[-3, 3].Array[n].Array[p]
        from bandwidth in Gen.Int[0, 12]
        select (columns, bandwidth);

    /// <summary>Γ₀ + Σ_k (1 − k/(L + 1)) (Γ_k + Γ_kᵀ), product by product; lags beyond the series have none.</summary>
    [Fact]
    public void The_covariance_is_its_definition() =>
        Cases.Sample(c =>
        {
            var (columns, bandwidth) = c;
            var covariance = NeweyWest.Covariance(columns, bandwidth);
            for (var i = 0; i < columns.Length; i++)
            {
                for (var j = 0; j < columns.Length; j++)
                {
                    var sum = 0.0;
                    for (var k = 0; k <= bandwidth; k++)
                    {
                        for (var t = k; t < columns[0].Length; t++)
                            sum += (k == 0 ? 0.5 : 1 - (k / (bandwidth + 1.0))) * ((columns[i][t] * columns[j][t - k]) + (columns[i][t - k] * columns[j][t]));
                    }
                    Assert.Equal(sum, covariance[i, j], 1e-11);
                }
            }
        });

    /// <summary>Rows and residuals are the scores e x.</summary>
    [Fact]
    public void A_regression_has_the_scores_of_its_residuals() =>
        Cases.Sample(c =>
        {
            var (columns, bandwidth) = c;
            double[] residuals = [.. columns[0].Select((v, t) => v - t)];
            double[][] rows = [.. Enumerable.Range(0, residuals.Length).Select(t => columns.Select(column => column[t]).ToArray())];
            double[][] scores = [.. columns.Select(column => column.Zip(residuals, (x, e) => e * x).ToArray())];
            Assert.Equal(NeweyWest.Covariance(scores, bandwidth), NeweyWest.Covariance(rows, residuals, bandwidth));
        });

    [Theory]
    [InlineData(100, 4)]
    [InlineData(1000, 6)]
    [InlineData(20_000, 12)]
    public void Bandwidth_is_that_of_newey_and_west(int rows, int lags) => Assert.Equal(lags, NeweyWest.Bandwidth(rows));
}
