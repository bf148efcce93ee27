using Forecast.Core.Models;
using Forecast.Core.Tests.Models.Garch;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Forecast.Core.Tests.Models.Returns;

/// <summary>The four kinds of standard errors of a GARCH(1,1) against their definitions, written out from a likelihood of the test's own.</summary>
public sealed class ReturnErrorsTests
{
    [Theory]
    [InlineData(1500)]
    [InlineData(700)]
    public void Every_kind_is_its_definition(int length)
    {
        var returns = GarchVectors.Returns("roll1500")[..length];
        var fit = ReturnEstimator.Fit("garch", returns, new(MeanEquation.Of(ConditionalMean.Constant), new PowerGarch(1, 0, 1), new NormalErrors(), PresampleVariance.Fcp));
        var (p, n) = (fit.Values, fit.Values.Length);
        double[] steps = [.. fit.Errors.Hessian.Select(e => 2e-3 * e.Value)];

        // Scores by differences of the fourth order, the Hessian by such differences of their sum.
        double[] Difference(Func<double[], double[]> function, double[] at, int k)
        {
            double[] Moved(int by)
            {
                double[] q = [.. at];
                q[k] += by * steps[k];
                return function(q);
            }
            var (a, b, c, d) = (Moved(-2), Moved(-1), Moved(1), Moved(2));
            return [.. a.Select((_, t) => (a[t] - (8 * b[t]) + (8 * c[t]) - d[t]) / (12 * steps[k]))];
        }
        double[][] Scores(double[] at) => [.. Enumerable.Range(0, n).Select(k => Difference(q => Densities(returns, q), at, k))];
        var scores = Scores(p);
        var hessian = new double[n, n];
        for (var k = 0; k < n; k++)
        {
            var row = Difference(q => [.. Scores(q).Select(s => s.Sum())], p, k);
            for (var j = 0; j < n; j++) hessian[k, j] = -row[j];
        }

        var lags = (int)(4 * Math.Pow(length / 100.0, 2.0 / 9));
        Assert.True(lags >= 6);
        var (none, bartlett) = (new double[n, n], new double[n, n]);
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < n; j++)
            {
                for (var lag = -lags; lag <= lags; lag++)
                {
                    var sum = 0.0;
                    for (var t = Math.Max(0, lag); t < length && t - lag < length; t++) sum += scores[i][t] * scores[j][t - lag];
                    if (lag == 0) none[i, j] = sum;
                    bartlett[i, j] += (1 - (Math.Abs(lag) / (lags + 1.0))) * sum;
                }
            }
        }
        var (a, s0, s1) = (Matrix<double>.Build.DenseOfArray(hessian).Inverse(), Matrix<double>.Build.DenseOfArray(none), Matrix<double>.Build.DenseOfArray(bartlett));
        Near(a, fit.Errors.Hessian);
        Near(s0.Inverse(), fit.Errors.Scores);
        Near(a * s0 * a, fit.Errors.Sandwich);
        Near(a * s1 * a, fit.Errors.Hac);
        Assert.All(fit.Errors.Hac.Zip(fit.Errors.Sandwich), pair => Assert.NotEqual(1, pair.First.Value / pair.Second.Value, 1e-3));
    }

    private static void Near(Matrix<double> covariance, IReadOnlyList<Parameter> errors) =>
        Assert.All(errors.Select((e, i) => e.Value / Math.Sqrt(covariance[i, i])), ratio => Assert.Equal(1, ratio, 1e-5));

    // h₁ = ω + (α + β) s, s the mean square of all residuals.
    private static double[] Densities(double[] returns, double[] p)
    {
        double[] e = [.. returns.Select(r => r - p[0])], densities = new double[e.Length];
        var square = e.Sum(x => x * x) / e.Length;
        var h = p[1] + ((p[2] + p[3]) * square);
        for (var t = 0; t < e.Length; t++)
        {
            densities[t] = -0.5 * (Math.Log(2 * Math.PI) + Math.Log(h) + (e[t] * e[t] / h));
            h = p[1] + (p[2] * e[t] * e[t]) + (p[3] * h);
        }
        return densities;
    }
}
