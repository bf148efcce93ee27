using CsCheck;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class RecommenderTests
{
    private static readonly Instrument Coin = new("TEST", "test", "crypto-spot", "USDT", 0.01m, 0.001m, 1, null, null, "major");
    private static readonly MarginPolicy Policy = new(1, 2_500, 5_000, 1_000, 1_000, 600_000, [new MarginClass("major", 1, 990_000, 20_000, 50)]);
    private static readonly MarginSample[] Samples = [MarginSimulationTests.Sample(1), MarginSimulationTests.Sample(2)];

    [Fact]
    public void Contributions_add_up_to_the_change_exactly() =>
        Gen.Select(Gen.Int[1_000, 900_000], Gen.Bool).Sample(
            (value, imported) =>
            {
                int? initial = imported ? value : null;
                var current = initial is { } i ? new MarginParameters(i, Math.Max(1, i / 2), 1) : null;
                var made = Recommender.Recommend(Coin, false, Policy, current, Samples);
                Assert.Equal(made.Proposed.InitialPpm - (initial ?? 0), made.Contributions.Sum(c => c.Ppm));
                Assert.Equal(initial is null, made.ChangePpm is null);
                Assert.True(made.Proposed.IsConsistent);
            },
            iter: 20);

    [Fact]
    public void The_headline_says_what_to_do()
    {
        var fresh = Recommender.Recommend(Coin, false, Policy, null, Samples);
        Assert.Contains("no value in force was imported", fresh.Headline, StringComparison.Ordinal);
        Assert.Null(fresh.CoverageAtCurrent);
        var settled = Recommender.Recommend(Coin, false, Policy, fresh.Proposed, Samples);
        Assert.StartsWith("No change recommended", settled.Headline, StringComparison.Ordinal);
        Assert.Equal(fresh.CoverageAtProposed, settled.CoverageAtCurrent);
        var raised = Recommender.Recommend(Coin, false, Policy, new MarginParameters(20_000, 12_000, 50), Samples);
        Assert.Equal(30_000, raised.Proposed.InitialPpm);
        Assert.Equal("Recommend raising initial margin from 2.0 % to 3.0 % (+1.0 points, +50.0 %)", raised.Headline);
    }

    [Fact]
    public void It_covers_at_least_the_promised_confidence_and_shows_every_rate()
    {
        var made = Recommender.Recommend(Coin, true, Policy, null, Samples);
        Assert.True(made.CoverageAtProposed >= 0.99);
        Assert.Equal(8, made.Rates.Count);
        Assert.All(made.Rates, r => Assert.True(r.Predictive > 0 && r.Static > 0 && r.Dynamic > 0));
        Assert.True(made.Simulated);
    }

    [Fact]
    public void The_same_input_has_the_same_canonical_text()
    {
        var text = Recommender.Recommend(Coin, false, Policy, null, Samples).ToCanonicalJson();
        Assert.Equal(text, Recommender.Recommend(Coin, false, Policy, null, [MarginSimulationTests.Sample(1), MarginSimulationTests.Sample(2)]).ToCanonicalJson());
        Assert.DoesNotContain("\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_short_a_history_is_refused_with_what_is_needed()
    {
        var bars = SyntheticBars.Make(days: 100, minutes: 60);
        MarginSample Short(int days) => MarginSample.From(bars, TimeSpan.FromDays(days), [.. Enumerable.Range(10, 80).Select(d => SyntheticBars.Start + (d * Duration.Day))], [.. Enumerable.Repeat(0.001, 80)]);
        var error = Assert.Throws<ArgumentException>(() => Recommender.Recommend(Coin, false, Policy, null, [Short(1), Short(2)]));
        Assert.Contains("needs 250 periods of 1d", error.Message, StringComparison.Ordinal);
    }
}
