using CsCheck;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Numerics;

public sealed class GammaRegressionTests
{
    // Clotting times of blood by the log of the plasma's concentration, lots 1 and 2: McCullagh and Nelder (1989), section 8.4.2, with the log link as R's glm fits it.
    private static readonly double[] Concentration = [.. new double[] { 5, 10, 15, 20, 30, 40, 60, 80, 100 }.Select(v => Math.Log(v))];
    private static readonly double[] FirstLot = [118, 58, 42, 35, 27, 25, 21, 19, 18];

    [Fact]
    public void Clotting_times_as_r_fits_them()
    {
        var fit = GammaRegression.Fit([Concentration], FirstLot)!;
        Assert.Equal(MinimumEnding.Stationary, fit.Ending);
        Assert.Equal(5.503230226, fit.Coefficients[0], 1e-8);
        Assert.Equal(-0.601917671, fit.Coefficients[1], 1e-8);
        Assert.Equal(0.162608294, fit.Deviance!.Value, 1e-8);
        Assert.Equal(0.024354385, fit.Dispersion, 1e-8);
        Assert.All(GammaErrors.Of(fit, [Concentration], FirstLot)!.Classical.Zip([0.190300925, 0.055307803]), e => Assert.Equal(e.Second, e.First, 1e-8));
    }

    [Fact]
    public void Nothing_has_a_smaller_qlike() =>
        Gen.Select(RegressionSample.Any, Gen.Double[-1, 1].Array[4]).Sample((sample, away) =>
        {
            double[] y = [.. sample.Y.Select(v => Math.Exp(0.5 * v) * 1e-5)];
            var fit = GammaRegression.Fit(sample.Columns, y)!;
            Assert.Equal(MinimumEnding.Stationary, fit.Ending);
            double[] units = [1, 1, 1e6, 1e-4];
            double[] other = [.. fit.Coefficients.Select((b, j) => b + (0.01 * away[j] * units[j]))];
            Assert.True(Deviance(fit.Coefficients, sample.Columns, y) <= Deviance(other, sample.Columns, y) + 1e-10, "another point has a smaller deviance");
            Assert.Equal(fit.Deviance!.Value, Deviance(fit.Coefficients, sample.Columns, y), 1e-7);
        });

    [Fact]
    public void Nothing_has_a_smaller_qlike_with_its_ridge() =>
        Gen.Select(RegressionSample.Any, Gen.Double[-1, 1].Array[4], Gen.Double[0.001, 10]).Sample((sample, away, penalty) =>
        {
            double[] y = [.. sample.Y.Select(v => Math.Exp(0.5 * v))];
            var fit = GammaRegression.Fit(sample.Columns, y, penalty: penalty)!;
            double[] units = [1, 1, 1e6, 1e-4];
            double[] other = [.. fit.Coefficients.Select((b, j) => b + (0.01 * away[j] * units[j]))];
            Assert.True(Penalised(fit.Coefficients) <= Penalised(other) + 1e-10, "another point is better");

            double Penalised(double[] b)
            {
                var ridge = 0.0;
                for (var j = 0; j < sample.Columns.Length; j++)
                {
                    var mean = sample.Columns[j].Average();
                    ridge += b[j + 1] * b[j + 1] * sample.Columns[j].Average(x => (x - mean) * (x - mean));
                }
                return (0.5 * Deviance(b, sample.Columns, y)) + (0.5 * y.Length * penalty * ridge);
            }
        });

    [Fact]
    public void A_start_changes_nothing_but_the_steps() =>
        RegressionSample.Any.Sample(sample =>
        {
            double[] y = [.. sample.Y.Select(v => Math.Exp(0.5 * v))];
            var fit = GammaRegression.Fit(sample.Columns, y)!;
            var again = GammaRegression.Fit(sample.Columns, y, fit.Coefficients)!;
            Assert.InRange(again.Iterations, 0, 1);
            ElasticNetTests.Close(fit.Coefficients, again.Coefficients, sample.Columns);
        });

    // An outlier of many orders of magnitude makes unit weights overshoot; the mean of y/μ over a fit with a constant is 1 all the same.
    [Fact]
    public void A_huge_outlier_and_zeros_are_fitted()
    {
        var x = Enumerable.Range(0, 200).Select(i => Math.Sin(i)).ToArray();
        var y = x.Select((v, i) => i == 77 ? 1e9 : i % 50 == 3 ? 0 : Math.Exp(v)).ToArray();
        var fit = GammaRegression.Fit([x], y)!;
        Assert.Equal(MinimumEnding.Stationary, fit.Ending);
        Assert.Null(fit.Deviance);
        Assert.Equal(1, y.Zip(fit.Fitted, (a, m) => a / m).Average(), 1e-9);
    }

    [Fact]
    public void What_has_no_fit_has_none()
    {
        double[] x = [1, 2, 4, 7, 11, 3], y = [2, 1, 5, 9, 10, 6];
        Assert.Null(GammaRegression.Fit([x, x], y));
        Assert.Null(GammaRegression.Fit([x], [2, 1, 5, 9, 10, -6]));
        Assert.Null(GammaRegression.Fit([x], [2, 1, 5, 9, 10, double.NaN]));
        Assert.Null(GammaRegression.Fit([x], new double[6]));
        Assert.Null(GammaRegression.Fit([[3, 3, 3, 3, 3, 3]], y));
    }

    private static double Deviance(double[] b, double[][] columns, double[] y)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
        {
            var eta = b[0];
            for (var j = 0; j < columns.Length; j++) eta += b[j + 1] * columns[j][i];
            var ratio = y[i] / Math.Exp(eta);
            sum += 2 * (ratio - Math.Log(ratio) - 1);
        }
        return sum;
    }
}
