using CsCheck;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Realized;

public class RealizedGarchLikelihoodTests
{
    private static readonly RealizedPath Path = RealizedGarchSimulation.Run(new RealizedGarchParameters(0.05, 0.06, 0.4, 0.55, -0.07, 0.07, 1.02, 0.4, -0.18), 120, 1);

    private static readonly Gen<double[]> Points = Gen.Select(
        Gen.Select(Gen.Double[-0.2, 0.2], Gen.Double[-0.3, 0.3], Gen.Double[-0.2, 0.7], Gen.Double[-0.3, 0.9]),
        Gen.Select(Gen.Double[-0.3, 0.3], Gen.Double[-0.2, 0.3], Gen.Double[0.2, 1.3], Gen.Double[0.2, 1.0], Gen.Double[-1, 1]),
        (a, b) => (double[])[a.Item1, a.Item2, a.Item3, a.Item4, b.Item1, b.Item2, b.Item3, b.Item4, b.Item5]);

    private static RealizedGarchLikelihood Likelihood => new(Path.Returns, [.. Path.Realized.Select(x => Math.Log(x))]);

    [Fact]
    public void GradientIsThatOfTheValue() => Points.Sample(
        p =>
        {
            var likelihood = Likelihood;
            double[] gradient = new double[9], unused = new double[9];
            likelihood.Value(p, gradient);
            for (var i = 0; i < 9; i++)
            {
                const double Step = 1e-6;
                double[] above = [.. p], below = [.. p];
                (above[i], below[i]) = (p[i] + Step, p[i] - Step);
                var slope = (likelihood.Value(above, unused) - likelihood.Value(below, unused)) / (2 * Step);
                Assert.Equal(slope, gradient[i], 1e-5 * (1 + Math.Abs(slope) + Math.Abs(gradient.Max())));
            }
        },
        iter: 60);

    [Fact]
    public void AScoreIsWhatItsStepAddsToTheGradient()
    {
        double[] p = [0.1, 0.1, 0.3, 0.6, -0.1, 0.1, 0.9, 0.5, -0.2];
        var gradients = new double[41][];
        for (var n = 0; n <= 40; n++)
        {
            // The first variance is held where it is, so that steps can be added one by one.
            gradients[n] = new double[9];
            if (n > 0) Held(n).Value(p, gradients[n]);
        }
        var scores = Held(40).Scores(p);
        for (var n = 1; n <= 40; n++)
        {
            for (var i = 1; i < 9; i++)
            {
                var added = gradients[n][i] - gradients[n - 1][i];
                Assert.Equal(added, scores[n - 1][i], 1e-8 * (1 + Math.Abs(added)));
            }
        }

        // Returns of ±1 about a mean have the same mean square whatever their number.
        static RealizedGarchLikelihood Held(int n) => new([.. Enumerable.Range(0, n).Select(t => 0.1 + (((t * 7 % 3) - 1) >= 0 ? 1 : -1))], [.. Path.Realized.Take(n).Select(x => Math.Log(x))]);
    }

    [Fact]
    public void ProfileIsTheHighestOfItsPoint() => Points.Sample(
        p =>
        {
            var likelihood = Likelihood;
            double[] at = [.. p], gradient = new double[9];
            var highest = likelihood.Profile(at, gradient);
            if (double.IsNaN(highest)) return;
            Assert.True(highest >= likelihood.Value(p, new double[9]));
            Assert.All(gradient[4..], g => Assert.Equal(0, g, 1e-6));
        },
        iter: 60);
}
