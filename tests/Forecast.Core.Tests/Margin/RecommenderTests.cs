using System.Text.Json;
using CsCheck;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class RecommenderTests
{
    private static readonly Instrument Coin = new("TEST", "test", "crypto-spot", "USDT", 0.01m, 0.001m, 1, null, null, "major");
    private static readonly MarginPolicy Policy = new(1, 2_500, StepUnit.Relative, 5_000, 1_000, 1_000, 600_000, [new MarginClass("major", 1, 990_000, 20_000, 50)]);
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

    // The parts up to the model's rate meet the rates that the back-test has for the same two origins.
    [Fact]
    public void Forecast_and_tail_lead_from_the_rate_of_a_day_ago_to_that_of_today()
    {
        var made = Recommender.Recommend(Coin, false, Policy, new MarginParameters(80_000, 48_000, 12), Samples);
        var side = made.DrivingSide == "long" ? PositionSide.Long : PositionSide.Short;
        var rates = MarginSimulation.Rates(Samples[0], side, MarginTarget.Close, 0.99);
        int Part(string id) => made.Contributions.Single(c => c.Id == id).Ppm;
        Assert.Equal(["level", "forecast", "year", "tail", "control", "buffer", "floor", "rounding", "step-limit"], made.Contributions.Select(c => c.Id));
        Assert.Equal(MarginRuleCatalog.ToPpm(rates[^2]!.Predictive) - 80_000, Part("level"));
        Assert.Equal(MarginRuleCatalog.ToPpm(rates[^1]!.Predictive) - MarginRuleCatalog.ToPpm(rates[^2]!.Predictive), Part("forecast") + Part("year") + Part("tail") + Part("control"));
        Assert.NotEqual(0, Part("forecast"));
        Assert.All(made.Contributions, c => Assert.Contains(" %", c.Sentence, StringComparison.Ordinal));
    }

    // A worst move that matures today moves the tail alone: the forecast stands still.
    [Fact]
    public void A_new_worst_move_is_the_tail_s_part()
    {
        var close = new double[304];
        close[0] = 100;
        for (var d = 1; d < close.Length; d++) close[d] = close[d - 1] * Math.Exp(d == 300 ? -0.3 : d % 2 == 0 ? 0.01 : -0.01 - (d * 1e-5));
        var bars = SyntheticBars.FromCloses(close, 24 * 60);
        MarginSample Until(int days, int last) => MarginSample.From(bars, TimeSpan.FromDays(days), [.. Enumerable.Range(1, last).Select(bars.End)], [.. Enumerable.Repeat(0.0004, last)]);
        var policy = Policy with { Classes = [Policy.Classes[0] with { ConfidencePpm = 995_000 }] };
        IReadOnlyList<Contribution> Parts(int last) => Recommender.Recommend(Coin, false, policy, null, [Until(1, last), Until(2, last)]).Contributions;
        // Bar 299 falls by 0.3. It is the largest of 298 and still outside the 99.5 % rank ⌈298 × 0.995⌉ = 297, but it lifts the rank's neighbour to it.
        var tail = Parts(299).Single(c => c.Id == "tail");
        Assert.True(tail.Ppm > 0, tail.Sentence);
        Assert.All([298, 299], last => Assert.Equal(0, Parts(last).Single(c => c.Id == "forecast").Ppm));
        // A day like the others makes the tail a little thinner again.
        Assert.True(Parts(301).Single(c => c.Id == "tail").Ppm < 0);
    }

    [Fact]
    public void Without_a_rate_a_day_ago_the_level_is_today_s()
    {
        static MarginSample First(MarginSample s, int count) => MarginSample.From(SyntheticBars.Make(days: 420, minutes: 60), s.Period, s.Origins.AsSpan(0, count), s.ForecastVariance.AsSpan(0, count));
        // 250 periods of two days have matured at row 251, of one day at row 250.
        var made = Recommender.Recommend(Coin, false, Policy with { Classes = [Policy.Classes[0] with { PeriodDays = 2 }] }, null, [.. Samples.Select(s => First(s, 252))]);
        Assert.Equal(["level", "buffer", "floor", "rounding", "step-limit"], made.Contributions.Select(c => c.Id));
        Assert.Equal(made.Proposed.InitialPpm, made.Contributions.Sum(c => c.Ppm));
    }

    [Fact]
    public void Samples_that_end_at_different_origins_are_refused()
    {
        var shorter = MarginSample.From(SyntheticBars.Make(days: 420, minutes: 60), TimeSpan.FromDays(2), Samples[1].Origins.AsSpan(0, 400), Samples[1].ForecastVariance.AsSpan(0, 400));
        Assert.Contains("one instant", Assert.Throws<ArgumentException>(() => Recommender.Recommend(Coin, false, Policy, null, [Samples[0], shorter])).Message, StringComparison.Ordinal);
    }

    // What the margin in force would have covered: counted anew from the moves themselves.
    [Fact]
    public void Coverage_at_the_margin_in_force_is_the_share_of_rescaled_periods_that_it_covers()
    {
        var sample = Samples[0];
        var made = Recommender.Recommend(Coin, false, Policy, new MarginParameters(60_000, 36_000, 16), Samples);
        double Covered(PositionSide side)
        {
            var rescaled = Enumerable.Range(0, sample.Count).Where(s => sample.Moves[s] is not null && sample.Matures(s) <= sample.Origins[^1])
                .Select(s => Move.Loss(side, sample.Moves[s]!.Value.Against(side, MarginTarget.Close) * Math.Sqrt(sample.MarginVariance[^1] / sample.MarginVariance[s]))).ToArray();
            return rescaled.Count(l => l <= 0.06) / (double)rescaled.Length;
        }
        Assert.Equal(Math.Min(Covered(PositionSide.Long), Covered(PositionSide.Short)), made.CoverageAtCurrent!.Value, 1e-12);
        Assert.InRange(made.CoverageAtCurrent.Value, 0.5, 0.999);
    }

    [Fact]
    public void The_headline_says_what_to_do()
    {
        var fresh = Recommender.Recommend(Coin, false, Policy, null, Samples);
        Assert.Contains("no value in force was imported", fresh.Headline, StringComparison.Ordinal);
        Assert.Null(fresh.CoverageAtCurrent);
        Assert.Equal(("new", null, null), (fresh.Direction, fresh.ChangePpm, fresh.ChangeRelative));
        var settled = Recommender.Recommend(Coin, false, Policy, fresh.Proposed, Samples);
        Assert.StartsWith("No change recommended", settled.Headline, StringComparison.Ordinal);
        Assert.Equal(fresh.CoverageAtProposed, settled.CoverageAtCurrent);
        var raised = Recommender.Recommend(Coin, false, Policy, new MarginParameters(20_000, 12_000, 50), Samples);
        Assert.Equal(30_000, raised.Proposed.InitialPpm);
        Assert.Equal(("no change", 0, 0.0), (settled.Direction, settled.ChangePpm, settled.ChangeRelative));
        Assert.Equal(("raise", 10_000, 0.5), (raised.Direction, raised.ChangePpm, raised.ChangeRelative));
        var lowered = Recommender.Recommend(Coin, false, Policy, new MarginParameters(500_000, 300_000, 2), Samples);
        Assert.Equal(("lower", -50_000, -0.1), (lowered.Direction, lowered.ChangePpm, lowered.ChangeRelative));
        Assert.Equal("Recommend lowering initial margin from 50.0 % to 45.0 % (−5.0 points, −10.0 %)", lowered.Headline);
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

    // Twice the breaches for less margin, half of them for more; the rules hold for each.
    [Fact]
    public void Alternatives_lie_on_both_sides_of_what_is_proposed()
    {
        var made = Recommender.Recommend(Coin, false, Policy, null, Samples);
        Assert.Equal([("aggressive", 980_000), ("moderate", 990_000), ("conservative", 995_000)], made.Alternatives.Select(a => (a.Name, a.ConfidencePpm)));
        Assert.Equal(made.Proposed, made.Alternatives[1].Proposed);
        Assert.Equal(made.CoverageAtProposed, made.Alternatives[1].Coverage);
        Assert.True(made.Alternatives[0].Proposed.InitialPpm < made.Proposed.InitialPpm && made.Proposed.InitialPpm < made.Alternatives[2].Proposed.InitialPpm);
        Assert.True(made.Alternatives[0].Coverage <= made.Alternatives[1].Coverage && made.Alternatives[1].Coverage <= made.Alternatives[2].Coverage);
        var held = Recommender.Recommend(Coin, false, Policy, new MarginParameters(20_000, 12_000, 50), Samples);
        Assert.All(held.Alternatives, a => Assert.Equal(30_000, a.Proposed.InitialPpm));
    }

    [Fact]
    public void The_same_input_has_the_same_canonical_text()
    {
        var text = Recommender.Recommend(Coin, false, Policy, null, Samples).ToCanonicalJson();
        Assert.Equal(text, Recommender.Recommend(Coin, false, Policy, null, [MarginSimulationTests.Sample(1), MarginSimulationTests.Sample(2)]).ToCanonicalJson());
        Assert.DoesNotContain("\n", text, StringComparison.Ordinal);
        using var read = JsonDocument.Parse(text);
        Assert.Equal(
            ["symbol", "venue", "asOf", "simulated", "headline", "current", "proposed", "direction", "changePpm", "changeRelative", "contributions", "marginClass", "drivingSide",
                "coverageAtCurrent", "coverageAtProposed", "forecastVolatility", "previousForecastVolatility", "rates", "policyVersion", "policyHash", "forecastModel", "alternatives", "tiers"],
            read.RootElement.EnumerateObject().Select(p => p.Name));
        Assert.Equal(["initialPpm", "maintenancePpm", "maximumLeverage"], read.RootElement.GetProperty("proposed").EnumerateObject().Select(p => p.Name));
        Assert.Equal(Math.Sqrt(Samples[0].ForecastVariance[^1]), read.RootElement.GetProperty("forecastVolatility").GetDouble());
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
