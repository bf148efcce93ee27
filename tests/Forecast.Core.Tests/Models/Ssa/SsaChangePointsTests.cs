using Forecast.Core.Models;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Models.Ssa;

public class SsaChangePointsTests
{
    private static readonly SsaChangePoints Detector = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void ThresholdIsThatOfThePaper() =>
        // 2 · 3.0902323 / 50 · √(5 (150 − 25 + 1)/3)
        Assert.Equal(2 * 3.090232306167813 / 50 * Math.Sqrt(210), (Detector with { Level = 0.001 }).Threshold, 1e-12);

    [Fact]
    public void ASignalThatGoesOnRaisesNothing()
    {
        var scores = Detector.Score([.. Enumerable.Range(0, 300).Select(t => 5 + Math.Sin(2 * Math.PI * t / 15))], Stop);
        Assert.Equal(64, scores.First);
        Assert.Equal(300 - 64, scores.Scores.Length);
        Assert.Empty(scores.Alarms);
    }

    [Theory]
    [InlineData("level", 1.5)]
    [InlineData("frequency", 1)]
    [InlineData("amplitude", 1)]
    public void AChangeIsFoundWithinSixSteps(string kind, double size)
    {
        const int Change = 200;
        var found = new List<int>();
        for (var seed = 0UL; seed < 10; seed++)
        {
            var random = Xoshiro256.Stream(seed, "change");
            double Signal(int t) => t < Change ? Math.Sin(2 * Math.PI * t / 15)
                : kind == "level" ? size + Math.Sin(2 * Math.PI * t / 15) : kind == "frequency" ? Math.Sin(2 * Math.PI * t / 6) : 4 * Math.Sin(2 * Math.PI * t / 15);
            var scores = Detector.Score([.. Enumerable.Range(0, 300).Select(t => Signal(t) + (0.2 * random.NextNormal()))], Stop);
            found.Add(scores.Alarms.FirstOrDefault(a => a >= Change, 1000) - Change);
        }
        Assert.All(found, delay => Assert.InRange(delay, 0, 6));
    }

    // White noise, and log variances as they are: the share of steps in alarm is the nominal one within a factor of 2.
    [Theory]
    [InlineData(0)]
    [InlineData(0.9)]
    public void NoiseRaisesAsManyAlarmsAsItShould(double persistence)
    {
        var random = Xoshiro256.Stream(5, "noise");
        var series = new double[16_000];
        for (var t = 1; t < series.Length; t++) series[t] = (persistence * series[t - 1]) + random.NextNormal();
        var scores = Detector.Score(series, Stop);
        Assert.InRange(scores.Scores.Average(), 0.9, 1.4);
        foreach (var level in (double[])[0.01, 0.003])
        {
            var threshold = (Detector with { Level = level }).Threshold;
            Assert.InRange(scores.Sums.Count(w => w > threshold) / (level * scores.Sums.Length), 0.5, 2);
        }
    }

    [Fact]
    public void UnitsChangeNothing()
    {
        var random = Xoshiro256.Stream(1, "units");
        double[] x = [.. Enumerable.Range(0, 120).Select(_ => random.NextNormal())];
        var (one, other) = (Detector.Score(x, Stop), Detector.Score([.. x.Select(v => 100 + (1e3 * v))], Stop));
        Assert.All(one.Scores.Zip(other.Scores), s => Assert.Equal(s.First, s.Second, 1e-7));
    }

    [Fact]
    public void ALaterValueChangesNoEarlierScore()
    {
        var random = Xoshiro256.Stream(2, "later");
        double[] x = [.. Enumerable.Range(0, 120).Select(_ => random.NextNormal())];
        var whole = Detector.Score(x, Stop);
        x[110] = 50;
        Assert.Equal(whole.Scores[..(110 - whole.First)], Detector.Score(x, Stop).Scores[..(110 - whole.First)]);
        Assert.Contains(110, Detector.Score(x, Stop).Alarms);
    }

    [Fact]
    public void ConstantSeriesAndNonsense()
    {
        var flat = new double[100];
        Assert.Empty(Detector.Score(flat, Stop).Alarms);
        flat[90] = 1;
        Assert.Contains(90, Detector.Score(flat, Stop).Alarms);
        flat[90] = double.NaN;
        Assert.Throws<ArgumentOutOfRangeException>(() => Detector.Score(flat, Stop));
        Assert.Throws<ArgumentOutOfRangeException>(() => Detector.Score(new double[64], Stop));
        Assert.ThrowsAny<OperationCanceledException>(() => Detector.Score(new double[100], new CancellationToken(true)));
    }
}
