using CsCheck;
using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Probability;

public sealed class ProbabilityTests
{
    private static readonly Gen<ProbabilityForecast[]> Forecasts =
        Gen.Select(Gen.Int[0, 10], Gen.Bool).Select((k, y) => new ProbabilityForecast(k / 10.0, y)).Array[1, 60];

    [Fact]
    public void Parts_of_the_brier_score_add_up() =>
        Forecasts.Sample(forecasts =>
        {
            var score = BrierScore.Of(forecasts).Get();
            Assert.Equal(score.Score, score.Reliability - score.Resolution + score.Uncertainty, 1e-12);
            Assert.True(score.Reliability >= 0 && score.Resolution >= 0 && score.Resolution <= score.Uncertainty + 1e-12);
        });

    [Fact]
    public void Brier_by_hand()
    {
        var score = BrierScore.Of([new(0.8, true), new(0.8, false), new(0.3, false), new(0.3, false)]).Get();
        Assert.Equal((0.04 + 0.64 + 0.09 + 0.09) / 4, score.Score, 1e-15);
        Assert.Equal(((2 * 0.09) + (2 * 0.09)) / 4, score.Reliability, 1e-15);
        Assert.Equal(0.0625, score.Resolution, 1e-15);
        Assert.Equal(0.1875, score.Uncertainty, 1e-15);
        Assert.Equal(1 - (0.215 / 0.1875), score.Skill!.Value, 1e-12);
        Assert.Null(BrierScore.Of([new(0.5, true)]).Get().Skill);
        Assert.Equal("there are no forecasts", BrierScore.Of([]).Undefined);
    }

    [Fact]
    public void Logarithmic_score_by_hand()
    {
        Assert.Equal(-(Math.Log(0.8) + Math.Log(0.7)) / 2, LogarithmicScore.Of([new(0.8, true), new(0.3, false)])!.Value, 1e-15);
        Assert.Equal(double.PositiveInfinity, LogarithmicScore.Of([new(0, true)]));
        Assert.Equal(0.0, LogarithmicScore.Of([new(0, false), new(1, true)]));
        Assert.Null(LogarithmicScore.Of([]));
    }

    /// <summary>Both scores are least in expectation at the true frequency.</summary>
    [Fact]
    public void Scores_are_least_at_the_frequency() =>
        Gen.Select(Gen.Int[1, 9], Gen.Double[0.01, 0.99]).Sample((events, p) =>
        {
            ProbabilityForecast[] With(double q) => [.. Enumerable.Range(0, 10).Select(i => new ProbabilityForecast(q, i < events))];
            Assert.True(BrierScore.Of(With(events / 10.0)).Get().Score <= BrierScore.Of(With(p)).Get().Score + 1e-12);
            Assert.True(LogarithmicScore.Of(With(events / 10.0)) <= LogarithmicScore.Of(With(p)) + 1e-12);
        });

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double p)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BrierScore.Of([new(p, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => LogarithmicScore.Of([new(p, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => PrecisionRecall.Of([new(p, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => ReliabilityTable.OfEqualWidth([new(p, true)]));
        Assert.Throws<ArgumentOutOfRangeException>(() => BenjaminiHochberg.Adjust([p]));
    }

    // Scores 0.1, 0.4, 0.35, 0.8 of no, no, yes, yes: average precision 1/2 + (2/3)/2.
    [Fact]
    public void Average_precision_by_hand()
    {
        var curve = PrecisionRecall.Of([new(0.1, false), new(0.4, false), new(0.35, true), new(0.8, true)]).Get();
        Assert.Equal(5.0 / 6, curve.AveragePrecision, 1e-12);
        Assert.Equal(0.5, curve.BaseRate);
        Assert.Equal([new(0.8, 1, 0.5), new(0.4, 0.5, 0.5), new(0.35, 2 / 3.0, 1), new(0.1, 0.5, 1)], curve.Points);
        Assert.Equal("there is no event", PrecisionRecall.Of([new(0.1, false)]).Undefined);
    }

    [Fact]
    public void Precision_and_recall_by_counting() =>
        Forecasts.Where(f => f.Any(x => x.Happened)).Sample(forecasts =>
        {
            var curve = PrecisionRecall.Of(forecasts).Get();
            Assert.All(curve.Points, p =>
            {
                var alarms = forecasts.Where(f => f.Probability >= p.Threshold).ToArray();
                Assert.Equal(alarms.Count(f => f.Happened) / (double)alarms.Length, p.Precision, 1e-12);
                Assert.Equal(alarms.Count(f => f.Happened) / (double)forecasts.Count(f => f.Happened), p.Recall, 1e-12);
            });
            Assert.InRange(curve.AveragePrecision, 0, 1 + 1e-12);
            // A rising transformation changes no rank.
            Assert.Equal(curve.AveragePrecision, PrecisionRecall.Of([.. forecasts.Select(f => f with { Probability = f.Probability * f.Probability })]).Get().AveragePrecision, 1e-12);
        });

    [Fact]
    public void Reliability_by_hand()
    {
        var table = ReliabilityTable.OfEqualWidth([new(0.1, false), new(0.2, true), new(0.5, true), new(1, true)], 2).Get();
        Assert.Equal((0.0, 0.5, 2), (table.Rows[0].Lower, table.Rows[0].Upper, table.Rows[0].Count));
        Assert.Equal((0.5, 1.0, 2), (table.Rows[1].Lower, table.Rows[1].Upper, table.Rows[1].Count));
        Assert.Equal((0.75, 1.0), (table.Rows[1].MeanProbability, table.Rows[1].Frequency));
        Assert.Equal(((2 * 0.35) + (2 * 0.25)) / 4, table.ExpectedCalibrationError, 1e-12);
        Assert.Equal("there are no forecasts", ReliabilityTable.OfEqualWidth([]).Undefined);
    }

    // Wilson's interval of 4 in 10 is [0.1682, 0.6873].
    [Fact]
    public void Frequencies_have_wilsons_interval()
    {
        var row = ReliabilityTable.OfEqualWidth([.. Enumerable.Range(0, 10).Select(i => new ProbabilityForecast(0.35, i < 4))]).Get().Rows.Single();
        Assert.Equal(0.1682, row.FrequencyLower, 5e-5);
        Assert.Equal(0.6873, row.FrequencyUpper, 5e-5);
    }

    [Fact]
    public void Bins_hold_every_forecast_once_and_equal_probabilities_together() =>
        Gen.Select(Forecasts, Gen.Int[1, 12]).Sample((forecasts, bins) =>
        {
            foreach (var table in new[] { ReliabilityTable.OfEqualWidth(forecasts, bins).Get(), ReliabilityTable.OfEqualCount(forecasts, bins).Get() })
            {
                Assert.Equal(forecasts.Length, table.Rows.Sum(r => r.Count));
                Assert.All(table.Rows, r => Assert.InRange(r.MeanProbability, r.Lower - 1e-12, r.Upper + 1e-12));
                Assert.All(table.Rows, r => Assert.InRange(r.Frequency, r.FrequencyLower - 1e-12, r.FrequencyUpper + 1e-12));
            }
            var ends = ReliabilityTable.OfEqualCount(forecasts, bins).Get().Rows;
            Assert.All(ends.Zip(ends.Skip(1)), pair => Assert.True(pair.First.Upper < pair.Second.Lower));
        });

    [Fact]
    public void Bins_of_equal_count_have_equal_counts()
    {
        var random = Xoshiro256.Stream(1, "bins");
        var table = ReliabilityTable.OfEqualCount([.. Enumerable.Range(0, 1000).Select(_ => new ProbabilityForecast(random.NextUniform(), false))]).Get();
        Assert.Equal(Enumerable.Repeat(100, 10), table.Rows.Select(r => r.Count));
    }

    [Fact]
    public void Calibrated_probabilities_have_a_small_error()
    {
        var random = Xoshiro256.Stream(2, "calibrated");
        ProbabilityForecast[] forecasts = [.. Enumerable.Range(0, 5000).Select(_ => random.NextUniform()).Select(p => new ProbabilityForecast(p, random.NextUniform() < p))];
        Assert.InRange(ReliabilityTable.OfEqualWidth(forecasts).Get().ExpectedCalibrationError, 0, 0.03);
        Assert.InRange(ReliabilityTable.OfEqualWidth([.. forecasts.Select(f => f with { Probability = f.Probability * f.Probability })]).Get().ExpectedCalibrationError, 0.1, 0.25);
    }

    /// <summary>The fifteen p-values of the paper's example: four are rejected at 5 %, where Bonferroni's bound rejects three.</summary>
    [Fact]
    public void Benjamini_and_hochbergs_example()
    {
        double?[] p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.000];
        Assert.Equal(4, BenjaminiHochberg.Reject(p, 0.05).Count(r => r));
        var adjusted = BenjaminiHochberg.Adjust(p);
        Assert.Equal(0.0015, adjusted[0]!.Value, 1e-12);
        Assert.Equal(0.0095 * 15 / 4, adjusted[3]!.Value, 1e-12);
        Assert.Equal(1.0, adjusted[^1]!.Value);
    }

    /// <summary>What is rejected is the k smallest, k the largest with p₍ₖ₎ ≤ k q/m; undefined tests take no part.</summary>
    [Fact]
    public void Rejections_are_those_of_the_step_up_rule() =>
        Gen.Select(Gen.Double[0, 0.2].Array[0, 30], Gen.Double[0.01, 0.3]).Sample((p, rate) =>
        {
            var sorted = p.Order().ToArray();
            var k = Enumerable.Range(1, p.Length).Where(i => sorted[i - 1] <= i * rate / p.Length).LastOrDefault();
            bool[] expected = [.. p.Select(x => k > 0 && x <= sorted[k - 1]), false];
            Assert.Equal(expected, BenjaminiHochberg.Reject([.. p.Select(x => (double?)x), null], rate));
        });
}
