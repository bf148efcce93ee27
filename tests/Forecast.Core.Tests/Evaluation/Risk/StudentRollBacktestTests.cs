using System.Globalization;
using Forecast.Core.Evaluation;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Risk;

/// <summary>Figures of R's rugarch 1.5-6, and of the formulas, for 1000 one-day forecasts of a rolling GARCH with Student's t errors on the S&amp;P 500.</summary>
public sealed class StudentRollBacktestTests
{
    private readonly double[] _one, _five, _returns, _means, _deviations, _shapes;

    public StudentRollBacktestTests()
    {
        var rows = SharedFolder.Lines("data/realized_reference/rugarch_roll_sp500_std.csv.gz").Skip(1).Select(l => l.Split(',').Select(v => double.Parse(v, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        double[] Column(int j) => [.. rows.Select(r => r[j])];
        (_one, _five, _returns, _means, _deviations, _shapes) = (Column(0), Column(1), Column(2), Column(3), Column(4), Column(6));
    }

    [Theory]
    [InlineData(0.05, 63, 3.298788626, 0.06933099451, 4.634154089, 0.09856125512)]
    [InlineData(0.01, 18, 5.22514124, 0.02226263836, 5.885728769, 0.05271451764)]
    public void Coverage(double probability, int exceedances, double ratio, double p, double conditional, double conditionalP)
    {
        var hits = Exceedances.Of(_returns, probability == 0.05 ? _five : _one);
        Assert.Equal(exceedances, hits.Count(h => h));
        var kupiec = KupiecTest.Of(hits, probability).Get();
        Assert.Equal(ratio, kupiec.Statistic, 1e-8);
        Assert.Equal(p, kupiec.P, 1e-8);
        var christoffersen = ChristoffersenTest.ConditionalCoverage(hits, probability).Get();
        Assert.Equal(conditional, christoffersen.Statistic, 1e-8);
        Assert.Equal(conditionalP, christoffersen.P, 1e-8);
    }

    // rugarch's search ends at b = 1.093177354, 3e-7 from the maximum: its likelihood agrees to all digits given.
    [Fact]
    public void Durations()
    {
        var test = DurationTest.Of(Exceedances.Of(_returns, _five)).Get();
        Assert.Equal(1.093177354, test.Shape, 5e-7);
        Assert.Equal(-234.0042276, test.LogLikelihood, 5e-8);
        Assert.Equal(-234.3984954, test.MemorylessLogLikelihood, 5e-8);
        Assert.Equal(0.3745432846, test.Test.P, 1e-8);
    }

    [Fact]
    public void Exceedance_residuals() => Assert.Equal(0.04326352986, ExceedanceResidualTest.Of(_returns, _five, Shortfall()).Get().P, 1e-8);

    [Fact]
    public void Dynamic_quantiles()
    {
        var test = DynamicQuantileTest.Of(_returns, _five, 0.05).Get();
        Assert.Equal(17.47276307, test.Statistic, 1e-8);
        Assert.Equal(0.00769414, test.P, 1e-8);
        Assert.Equal(6, test.DegreesOfFreedom);
    }

    [Fact]
    public void Losses()
    {
        var shortfall = Shortfall();
        Assert.Equal(-2.4584420726, shortfall.Average(), 1e-8);
        Assert.Equal(0.8751541201, _returns.Select((y, t) => TailLoss.Fz0(y, _five[t], shortfall[t], 0.05)).Average(), 1e-8);
        Assert.Equal(0.1391494569, _returns.Select((y, t) => TailLoss.Tick(y, _five[t], 0.05)).Average(), 1e-8);
    }

    [Fact]
    public void Acerbi_and_szekely()
    {
        var errors = new StudentErrors();
        var test = AcerbiSzekelyTest.Of(_returns, _five, Shortfall(), 0.05, (t, random) => _means[t] + (_deviations[t] * errors.Draw(random, [_shapes[t]]))).Get();
        Assert.Equal(63, test.Count);
        Assert.Equal(-0.07265267, test.Z1!.Value, 1e-8);
        Assert.Equal(-0.35154236, test.Z2, 1e-8);
        // Kupiec's test is two-sided: half its 0.069 is about what the number of exceedances alone gives.
        Assert.InRange(test.P2!.Value, 0.001, 0.04);
        Assert.InRange(test.P1!.Value, 0.02, 0.2);
    }

    [Fact]
    public void Berkowitz()
    {
        var z = Scores();
        var test = BerkowitzTest.Of(z, BerkowitzEstimate.SampleMoments).Get();
        Assert.Equal(-1402.089525, test.LogLikelihood, 5e-7);
        Assert.Equal(-1408.993404, test.StandardLogLikelihood, 5e-7);
        Assert.Equal(13.80775842, test.Test.Statistic, 1e-8);
        Assert.Equal(0.003178855195, test.Test.P, 1e-8);
        Assert.Equal(-0.0426912839, test.Mean, 1e-8);
        Assert.Equal(0.9848502175, test.Deviation, 1e-8);
        Assert.Equal(-0.1081830644, test.Autocorrelation, 1e-8);
        Assert.InRange(BerkowitzTest.Of(z).Get().Test.Statistic - test.Test.Statistic, 0, 1e-3);
    }

    [Fact]
    public void Jarque_and_bera() => Assert.Equal(25.32438422, JarqueBeraTest.Of(Scores()).Get().Statistic, 1e-8);

    private double[] Scores() =>
        ProbabilityIntegralTransform.NormalScores(ProbabilityIntegralTransform.Of(_returns, _means, _deviations, new StudentErrors(), [.. _shapes.Select(s => new[] { s })]));

    // E[Z | Z < q] of a standardised t.
    private double[] Shortfall() =>
    [
        .. _five.Select((v, t) =>
        {
            var (nu, q) = (_shapes[t], (v - _means[t]) / _deviations[t]);
            var density = new double[1];
            new StudentErrors().LogDensities([q], [1], [nu], density);
            return _means[t] - (_deviations[t] * Math.Exp(density[0]) / 0.05 * (nu - 2 + (q * q)) / (nu - 1));
        }),
    ];
}
