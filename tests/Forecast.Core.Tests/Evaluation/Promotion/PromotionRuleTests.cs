using Forecast.Core.Evaluation;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Promotion;

public sealed class PromotionRuleTests
{
    private const long Day = 86_400_000_000;
    private static readonly PromotionThresholds Limits = new(MinimumDates: 250, MinimumInstruments: 2, LeastGain: 0.01, MaximumP: 0.05, Confidence: 0.95, WorstInstrument: 0.02);

    [Fact]
    public void A_challenger_that_is_better_everywhere_is_proposed_with_its_reasons()
    {
        var verdict = Judge(Panel(300, 0.9, 0.9, 0.9));
        Assert.True(verdict.Proposed);
        Assert.Equal(["sample", "gain", "test", "interval", "worst-instrument"], verdict.Horizons.Single().Checks.Select(c => c.Name));
        Assert.Contains("1d: 300 origins of 3 instruments; 250 of 2 are needed", verdict.Reasons);
        Assert.Contains(verdict.Reasons, r => r.Contains("% lower; at least 1.0 % lower is needed", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_models_are_told_from_one_another_by_nothing()
    {
        Assert.Equal(["gain", "interval", "test"], Failed(Judge(Panel(300, 1, 1, 1))));
        // The other way round, the better one is champion already.
        Assert.Equal(["gain", "interval", "test", "worst-instrument"], Failed(Judge(Panel(300, 1.1, 1.1, 1.1))));
    }

    [Fact]
    public void One_instrument_that_does_worse_than_allowed_is_enough_to_refuse()
    {
        var verdict = Judge(Panel(300, 0.8, 0.8, 1.05));
        Assert.Equal(["worst-instrument"], Failed(verdict));
        Assert.Equal("S2", verdict.Horizons.Single().WorstSymbol);
        Assert.InRange(verdict.Horizons.Single().WorstRatio!.Value, 1.02, 1.08);
        Assert.Contains("1d: on S2, where it does worst,", Assert.Single(verdict.Reasons), StringComparison.Ordinal);
    }

    [Fact]
    public void A_short_sample_is_refused_however_good_it_looks()
    {
        Assert.Equal(["sample"], Failed(Judge(Panel(100, 0.8, 0.8))));
        Assert.Equal(["sample"], Failed(Judge(Panel(300, 0.8))));
        var tiny = Judge(Panel(10, 0.5, 0.5));
        Assert.Equal(["sample"], Failed(tiny));
        Assert.Null(tiny.Horizons.Single().Comparison);
        Assert.False(PromotionRule.Judge([], Limits).Proposed);
    }

    [Fact]
    public void The_best_of_many_candidates_needs_a_smaller_p()
    {
        var rows = Panel(300, 0.99, 0.99, 0.99);
        var p = Judge(rows).Horizons.Single().Test!.P;
        Assert.InRange(p, 1e-6, 0.05);
        Assert.DoesNotContain("test", Failed(Judge(rows)));
        Assert.Contains("test", Failed(Judge(rows, candidates: (int)Math.Ceiling(0.05 / p) + 1)));
    }

    [Fact]
    public void Every_horizon_must_agree()
    {
        var verdict = PromotionRule.Judge(
            [KeyValuePair.Create(TimeSpan.FromDays(2), (IReadOnlyCollection<PairedLoss>)Panel(300, 1, 1)), KeyValuePair.Create(TimeSpan.FromDays(1), (IReadOnlyCollection<PairedLoss>)Panel(300, 0.8, 0.8))], Limits);
        Assert.False(verdict.Proposed);
        Assert.All(verdict.Reasons, r => Assert.StartsWith("2d: ", r, StringComparison.Ordinal));
        Assert.Equal([TimeSpan.FromDays(1), TimeSpan.FromDays(2)], verdict.Horizons.Select(h => h.Horizon));
    }

    [Fact]
    public void Settings_that_cannot_be_meant_are_named()
    {
        Assert.Empty(Limits.Faults());
        Assert.Equal(["minimumDates", "minimumInstruments", "leastGain", "maximumP", "confidence", "worstInstrument"], new PromotionThresholds(19, 0, 1, 0, 0.5, double.NaN).Faults().Select(f => f.Split(' ')[0]));
    }

    private static PromotionVerdict Judge(IReadOnlyCollection<PairedLoss> rows, int candidates = 1) => PromotionRule.Judge([KeyValuePair.Create(TimeSpan.FromDays(1), rows)], Limits, candidates);

    private static string[] Failed(PromotionVerdict verdict) => [.. verdict.Horizons.SelectMany(h => h.Checks).Where(c => !c.Passed).Select(c => c.Name).Order(StringComparer.Ordinal)];

    // The champion's losses are between ½ and 1½; the challenger's are those times its ratio, with a noise that has mean 0.
    private static PairedLoss[] Panel(int dates, params double[] ratios)
    {
        var random = Xoshiro256.Stream(11, nameof(PromotionRuleTests));
        return
        [
            .. from t in Enumerable.Range(0, dates)
               from i in Enumerable.Range(0, ratios.Length)
               let champion = 0.5 + random.NextUniform()
               select new PairedLoss($"S{i}", t * Day, (champion * ratios[i]) + (0.4 * (random.NextUniform() - 0.5)), champion),
        ];
    }
}
