using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class ElasticNetTests
{
    // Karush, Kuhn and Tucker: the gradient of the smooth part balances the penalty's, which where β is 0 may be anything within the threshold.
    [Fact]
    public void The_conditions_of_an_optimum_hold() =>
        Gen.Select(RegressionSample.Any, Gen.Double[0.0001, 1], Gen.Double[0, 1]).Sample((sample, penalty, mixing) =>
        {
            var form = CorrelationForm.Of(sample.Columns, sample.Y)!;
            var net = ElasticNet.Fit(form, penalty, mixing);
            Assert.True(net.Converged);
            for (var j = 0; j < 3; j++)
            {
                var beta = net.Standardized[j];
                var gradient = form.WithTarget[j] - (penalty * (1 - mixing) * beta);
                for (var k = 0; k < 3; k++) gradient -= form.Correlations[j][k] * net.Standardized[k];
                if (beta == 0) Assert.True(Math.Abs(gradient) <= (penalty * mixing) + 1e-10);
                else Assert.Equal(penalty * mixing * Math.Sign(beta), gradient, 1e-10);
            }
        });

    [Fact]
    public void Without_a_lasso_part_it_is_ridge_regression() =>
        Gen.Select(RegressionSample.Any, Gen.Double[0.001, 5]).Sample((sample, penalty) =>
        {
            var form = CorrelationForm.Of(sample.Columns, sample.Y)!;
            Close(RidgeRegression.Solve(form, penalty)!, ElasticNet.Fit(form, penalty, 0).Coefficients, sample.Columns);
        });

    [Fact]
    public void From_the_largest_correlation_on_every_coefficient_is_zero() =>
        RegressionSample.Any.Sample(sample =>
        {
            var form = CorrelationForm.Of(sample.Columns, sample.Y)!;
            var largest = form.WithTarget.Max(Math.Abs);
            Assert.All(ElasticNet.Fit(form, largest * (1 + 1e-12), 1).Standardized, b => Assert.Equal(0, b));
            Assert.Contains(ElasticNet.Fit(form, largest * 0.999, 1).Standardized, b => b != 0);
        });

    [Fact]
    public void A_path_ends_where_a_cold_start_does() =>
        RegressionSample.Any.Sample(sample =>
        {
            var form = CorrelationForm.Of(sample.Columns, sample.Y)!;
            var path = ElasticNet.Path(form, [1, 0.3, 0.1, 0.03], 0.5);
            Assert.All(path[^1].Standardized.Zip(ElasticNet.Fit(form, 0.03, 0.5).Standardized), b => Assert.Equal(b.Second, b.First, 1e-9));
        });

    // Coefficients are compared by what they add to a forecast, as the columns have different units.
    internal static void Close(double[] expected, double[] actual, double[][] columns)
    {
        for (var j = 0; j < columns.Length; j++)
        {
            var unit = columns[j].Max() - columns[j].Min();
            Assert.Equal(expected[j + 1] * unit, actual[j + 1] * unit, 1e-8);
        }
        Assert.Equal(expected[0], actual[0], 1e-6);
    }
}
