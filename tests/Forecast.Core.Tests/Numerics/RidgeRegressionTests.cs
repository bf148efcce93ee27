using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class RidgeRegressionTests
{
    [Fact]
    public void Without_a_penalty_it_is_least_squares() =>
        RegressionSample.Any.Sample(sample => ElasticNetTests.Close(LeastSquares.Solve(sample.Columns, sample.Y)!, RidgeRegression.Solve(sample.Columns, sample.Y, 0)!, sample.Columns));

    // Hoerl and Kennard: with one column the slope of least squares is divided by 1 + λ, and the line still goes through the means.
    [Fact]
    public void One_column_is_shrunk_by_one_plus_lambda()
    {
        double[] x = [1, 2, 4, 7, 11, 3], y = [2, 1, 5, 9, 10, 6];
        var plain = LeastSquares.Solve([x], y)!;
        var ridge = RidgeRegression.Solve([x], y, 0.25)!;
        Assert.Equal(plain[1] / 1.25, ridge[1], 1e-14);
        Assert.Equal(y.Average(), ridge[0] + (ridge[1] * x.Average()), 1e-13);
    }

    [Fact]
    public void A_column_that_does_not_vary_has_no_coefficient()
    {
        double[] x = [1, 2, 4, 7, 11, 3], y = [2, 1, 5, 9, 10, 6];
        var b = RidgeRegression.Solve([x, [3, 3, 3, 3, 3, 3]], y, 0.25)!;
        Assert.Equal(0, b[2]);
        Assert.Equal(RidgeRegression.Solve([x], y, 0.25)![1], b[1], 1e-14);
    }

    [Fact]
    public void Collinear_columns_need_a_penalty()
    {
        double[] x = [1, 2, 4, 7, 11, 3], y = [2, 1, 5, 9, 10, 6];
        Assert.Null(RidgeRegression.Solve([x, x], y, 0));
        var b = RidgeRegression.Solve([x, x], y, 0.1)!;
        Assert.Equal(b[1], b[2], 1e-12);
    }
}
