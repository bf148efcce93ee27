using Forecast.Core.Models;
using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

/// <summary>Standard errors of both realised models against the textbook: scores by differences of log densities, sums over all pairs of steps.</summary>
public class RealizedErrorsTests
{
    private static readonly RealizedPath Path = RealizedGarchSimulation.Run(new RealizedGarchParameters(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18), 300, 7);

    [Fact]
    public void OfRealizedGarch()
    {
        var estimate = RealizedGarchEstimator.Fit(Path.Returns, Path.Realized, stop: TestContext.Current.CancellationToken).Estimate!;
        Check(estimate.Errors, estimate.Parameters.ToArray(), p => Densities(RealizedGarchParameters.Of(p)));
    }

    [Fact]
    public void OfHeavy()
    {
        var estimate = HeavyEstimator.Fit(Path.Returns, Path.Realized, stop: TestContext.Current.CancellationToken).Estimate!;
        Check(Part(estimate.Errors, 0), estimate.Parameters.ToArray()[..3], p => Densities([.. Path.Returns.Select(r => r * r)], p));
        Check(Part(estimate.Errors, 3), estimate.Parameters.ToArray()[3..], p => Densities(Path.Realized, p));

        static ReturnErrors Part(ReturnErrors e, int first) => new([.. e.Hessian.Skip(first).Take(3)], [.. e.Scores.Skip(first).Take(3)], [.. e.Sandwich.Skip(first).Take(3)], [.. e.Hac.Skip(first).Take(3)]);
    }

    [Theory]
    [InlineData("realized-garch")]
    [InlineData("heavy")]
    public void AreReported(string id)
    {
        var fit = SeriesModelCatalog.Get(id).Fit(new SeriesSample(Path.Returns) { Realized = Path.Realized }, stop: TestContext.Current.CancellationToken);
        Assert.All([fit.StandardErrors, fit.ScoreStandardErrors, fit.RobustStandardErrors, fit.HacStandardErrors], errors => Assert.Equal(fit.Parameters.Select(p => p.Name), errors.Select(p => p.Name)));
        Assert.NotEqual(fit.RobustStandardErrors, fit.HacStandardErrors);
    }

    private static void Check(ReturnErrors errors, double[] p, Func<double[], double[]> densities)
    {
        var (n, steps) = (p.Length, p.Select(v => 1e-4 * Math.Max(0.1, Math.Abs(v))).ToArray());
        double[] At(params (int Index, double Steps)[] moves)
        {
            double[] at = [.. p];
            foreach (var (i, k) in moves) at[i] += k * steps[i];
            return densities(at);
        }
        var scores = Matrix<double>.Build.DenseOfColumns(Enumerable.Range(0, n).Select(i => At((i, 1)).Zip(At((i, -1)), (up, down) => (up - down) / (2 * steps[i]))));
        var a = Matrix<double>.Build.Dense(n, n, (i, j) => -(At((i, 1), (j, 1)).Sum() - At((i, 1), (j, -1)).Sum() - At((i, -1), (j, 1)).Sum() + At((i, -1), (j, -1)).Sum()) / (4 * steps[i] * steps[j]));
        var bread = a.Inverse();
        Close(bread, errors.Hessian);
        Close((scores.Transpose() * scores).Inverse(), errors.Scores);
        Close(bread * LongRun(0) * bread, errors.Sandwich);
        Close(bread * LongRun((int)(4 * Math.Pow(scores.RowCount / 100.0, 2.0 / 9))) * bread, errors.Hac);

        Matrix<double> LongRun(int lags)
        {
            var sum = Matrix<double>.Build.Dense(n, n);
            for (var t = 0; t < scores.RowCount; t++)
            {
                for (var u = Math.Max(0, t - lags); u <= Math.Min(scores.RowCount - 1, t + lags); u++) sum += (1 - (Math.Abs(t - u) / (lags + 1.0))) * scores.Row(t).OuterProduct(scores.Row(u));
            }
            return sum;
        }

        void Close(Matrix<double> covariance, IReadOnlyList<Parameter> found)
        {
            Assert.Equal(n, found.Count);
            Assert.All(found.Select((e, i) => e.Value / Math.Sqrt(covariance[i, i])), ratio => Assert.Equal(1, ratio, 1e-4));
        }
    }

    private static double[] Densities(double[] y, double[] p)
    {
        var (h, densities) = (y.Average(), new double[y.Length]);
        for (var t = 0; t < y.Length; t++)
        {
            densities[t] = -0.5 * (Math.Log(2 * Math.PI * h) + (y[t] / h));
            h = p[0] + (p[1] * Path.Realized[t]) + (p[2] * h);
        }
        return densities;
    }

    private static double[] Densities(RealizedGarchParameters p)
    {
        var (l, densities) = (Math.Log(Path.Returns.Average(r => (r - p.Mu) * (r - p.Mu))), new double[Path.Returns.Length]);
        for (var t = 0; t < densities.Length; t++)
        {
            var (z, log) = ((Path.Returns[t] - p.Mu) * Math.Exp(-0.5 * l), Math.Log(Path.Realized[t]));
            var u = (log - p.ExpectedLog(l, z)) / p.Lambda;
            densities[t] = -Math.Log(2 * Math.PI) - (0.5 * (l + (z * z) + (u * u))) - Math.Log(p.Lambda);
            l = p.Next(l, log);
        }
        return densities;
    }
}
