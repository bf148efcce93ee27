using CsCheck;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Ssa;

public class SsaForecasterTests
{
    [Fact]
    public void SineOnATrendGoesOnExactly()
    {
        static double Signal(int t) => 3 + (0.05 * t) + (2 * Math.Sin((2 * Math.PI * t / 17) + 0.4));
        var series = Series(200, Signal);
        var basis = SsaBasis.Of(series, 40);
        // A trend is of rank 2, and so is a sine.
        Assert.True(basis.Eigenvalues[3] > 1e-3 && basis.Eigenvalues[4] < 1e-9 * basis.Eigenvalues[0]);
        Assert.Equal(1, basis.Share(4), 1e-9);
        var forecaster = SsaForecaster.Of(basis, 4, 50)!;
        for (var j = 1; j <= 50; j++) Assert.Equal(Signal(199 + j), forecaster.Forecast(series.AsSpan(160), j), 1e-6);
        // Wherever the window stands.
        Assert.Equal(Signal(50), forecaster.Forecast(series.AsSpan(10, 40), 1), 1e-7);
    }

    [Fact]
    public void SumsOfExponentialsGoOnExactly() => Gen.Select(Gen.Double[0.5, 2], Gen.Double[0.5, 2], Gen.Double[0.9, 0.96], Gen.Double[1.0, 1.03]).Sample(
        (a, b, fall, rise) =>
        {
            double Signal(int t) => (a * Math.Pow(fall, t)) + (b * Math.Pow(rise, t));
            var series = Series(80, Signal);
            var forecaster = SsaForecaster.Of(SsaBasis.Of(series, 20), 2, 10)!;
            for (var j = 1; j <= 10; j++) Assert.Equal(1, forecaster.Forecast(series.AsSpan(60), j) / Signal(79 + j), 1e-6);
        },
        iter: 50);

    [Fact]
    public void TheBasisIsThatOfTheLaggedVectors()
    {
        var random = new Random(1);
        var series = Series(60, _ => random.NextDouble() - 0.3);
        var basis = SsaBasis.Of(series, 8);
        for (var i = 0; i < 8; i++)
        {
            // C u = λ u, with C summed as it is defined.
            for (var l = 0; l < 8; l++)
            {
                var sum = 0.0;
                for (var k = 0; k < 53; k++)
                {
                    for (var m = 0; m < 8; m++) sum += series[k + l] * series[k + m] * basis.Vectors[i][m] / 53;
                }
                Assert.Equal(basis.Eigenvalues[i] * basis.Vectors[i][l], sum, 1e-13);
            }
            if (i > 0) Assert.True(basis.Eigenvalues[i] <= basis.Eigenvalues[i - 1]);
        }
    }

    [Fact]
    public void NoForecastWhereTheLastValueIsFree()
    {
        // Directions that hold the last axis.
        var vectors = Enumerable.Range(0, 4).Select(i => Enumerable.Range(0, 4).Select(k => k == 3 - i ? 1.0 : 0).ToArray()).ToArray();
        Assert.Null(SsaForecaster.Of(new SsaBasis(4, [4, 3, 2, 1], vectors), 1, 3));
    }

    [Fact]
    public void RefusesWhatHasNoBasis()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => SsaBasis.Of(new double[10], 6));
        Assert.Throws<ArgumentOutOfRangeException>(() => SsaForecaster.Of(SsaBasis.Of(Series(20, t => t), 5), 5, 1));
    }

    private static double[] Series(int length, Func<int, double> signal) => [.. Enumerable.Range(0, length).Select(signal)];
}
