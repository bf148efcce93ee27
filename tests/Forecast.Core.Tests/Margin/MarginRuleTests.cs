using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginRuleTests
{
    private static readonly MarginClass Large = new("large", 1, 995_000, 40_000, 25);
    private static readonly MarginPolicy Policy = new(1, 2_500, StepUnit.Relative, 5_000, 1_000, 1_000, 600_000, [Large]);

    private static readonly Gen<CycleRules> Cycles = Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 10_000], Gen.Int[0, 20_000], Gen.Int[0, 20_000], Gen.Double[0, 100], Gen.Int[0, 5_000], Gen.Int[1, 30], Gen.Int[0, 100_000])
        .Select((stress, rebuild, history, floor, smoothing, band, days, rise) => new CycleRules(stress, rebuild, history, floor, smoothing, band, days, rise));

    private static readonly Gen<MarginPolicy> Policies =
        Gen.Select(Gen.Int[0, 10_000], Gen.Select(Gen.Bool, Gen.Int[1, 20_000], Gen.Int[1, 9_999]), Gen.Int[0, 4].Select(i => new[] { 1, 100, 1_000, 2_500, 10_000 }[i]), Gen.Int[1, 1_000_000], Gen.Int[1, 500_000], Gen.Int[1, 100])
            .Select((buffer, step, tick, fraction, floor, leverage) => new MarginPolicy(1, buffer, step.Item1 ? StepUnit.Relative : StepUnit.Absolute, step.Item2, step.Item3, tick, fraction, [new MarginClass("c", 1, 990_000, floor, leverage)]))
            .Select(Cycles, (policy, cycle) => policy with { Cycle = cycle });

    public static TheoryData<string> Ids() => [.. MarginRuleCatalog.All.Select(r => r.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void No_rule_falls_when_its_input_rises(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        Gen.Select(Policies, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[1, 1_000_000]).Sample((policy, a, b, current, history) =>
        {
            if (!rule.IsOn(policy)) return;
            var context = Context(policy, current, history);
            Assert.True(rule.Apply(Math.Min(a, b), context).After <= rule.Apply(Math.Max(a, b), context).After);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_rule_says_what_it_did(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        foreach (var (ppm, current) in new (int, int?)[] { (12_345, 20_000), (20_500, 20_000), (500_000, 20_000), (12_345, null) })
        {
            var step = rule.Apply(ppm, new RuleContext(Policy with { Cycle = new CycleRules(1, 1, 1, 1, 1, 1, 1, 1) }, Large, current) { LongHistoryPpm = current });
            Assert.Equal(id, step.Rule);
            Assert.Equal(ppm, step.Before);
            Assert.Equal(step.After != ppm, step.Binding);
            Assert.Contains(" %", step.Sentence, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> IdempotentIds() => [.. MarginRuleCatalog.All.Where(r => r is not (StressWeightRule or BufferRule or SmoothingRule)).Select(r => r.Id)];

    [Theory, MemberData(nameof(IdempotentIds))]
    public void A_rule_applied_twice_changes_nothing_more(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        Gen.Select(Policies, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[1, 1_000_000]).Sample((policy, ppm, current, history) =>
        {
            if (!rule.IsOn(policy)) return;
            var context = Context(policy, current, history);
            var once = rule.Apply(ppm, context).After;
            Assert.Equal(once, rule.Apply(once, context).After);
        });
    }

    private static RuleContext Context(MarginPolicy policy, int current, int history) =>
        new(policy, policy.Classes[0], current == 0 ? null : current) { LowestPpm = current == 0 ? null : Math.Max(1, current / 2), LongHistoryPpm = history, StressPpm = history / 3 };

    private static RuleContext Cycle(CycleRules cycle, int? current, int buffer = 0) => new(Policy with { Cycle = cycle, BufferRelativeBps = buffer }, Large, current);

    [Fact]
    public void Stressed_observations_have_their_weight()
    {
        var context = Cycle(CycleRules.None with { StressWeightBps = 2_500 }, 80_000) with { LongHistoryPpm = 160_001 };
        // ¾ of 8 % and ¼ of 16.0001 %, rounded up to a ppm.
        Assert.Equal(100_001, new StressWeightRule().Apply(80_000, context).After);
        Assert.Equal(80_000, new StressWeightRule().Apply(80_000, context with { LongHistoryPpm = null }).After);
    }

    // A buffer of 25 % on 8 % is 10 %. The model's margin rises to 9.6 %: the 10 % in force stay, but for a twentieth of the 2 % that are missing. It rises beyond 10 %: it alone, and a twentieth of its buffer.
    [Fact]
    public void A_buffer_gives_way_before_the_margin_moves_and_comes_back()
    {
        RuleStep Step(int ppm, int? current, int rebuild = 500) => new BufferRule().Apply(ppm, Cycle(CycleRules.None with { BufferRebuildBps = rebuild }, current, 2_500));
        Assert.Equal(100_000, Step(80_000, null).After);
        Assert.Equal(100_000, Step(80_000, 100_000).After);
        Assert.Equal(101_000, Step(96_000, 100_000).After);
        Assert.Equal("buffer of 25 % against procyclicality, of which 0.5 % is left: the rest is used before the margin moves", Step(96_000, 100_000).Sentence);
        Assert.Equal(110_000 + 1_375, Step(110_000, 100_000).After);
        Assert.Equal(137_500, Step(110_000, 100_000, rebuild: 10_000).After);
        Assert.Equal(62_500, Step(50_000, 100_000).After);
    }

    [Fact]
    public void Floors_are_shares_of_the_long_history_and_of_the_worst_year()
    {
        var context = Cycle(CycleRules.None with { LongHistoryFloorBps = 5_000, StressFloorBps = 8_000 }, null) with { LongHistoryPpm = 150_001, StressPpm = 200_000 };
        Assert.Equal([75_001, 160_000, 170_000], [new LongHistoryFloorRule().Apply(60_000, context).After, new StressFloorRule().Apply(60_000, context).After, new StressFloorRule().Apply(170_000, context).After]);
        Assert.Equal(60_000, new StressFloorRule().Apply(60_000, context with { StressPpm = null }).After);
    }

    // The whole quadratic problem solved numerically for a random walk of aims: the first step is that share of the way.
    [Theory]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(20)]
    public void Smoothing_is_the_best_share_of_the_way_for_its_trade_off(double tradeOff)
    {
        // Aims stay at 1 in expectation, the value in force is 0: min Σ (1 − m)² + λ Σ Δm² over a long horizon, by the tridiagonal equations.
        const int N = 2_000;
        var (upper, right) = (new double[N], new double[N]);
        for (var t = 0; t < N; t++)
        {
            var diagonal = 1 + (tradeOff * (t == N - 1 ? 1 : 2)) - (t > 0 ? tradeOff * upper[t - 1] : 0);
            (upper[t], right[t]) = (tradeOff / diagonal, (1 + (t > 0 ? tradeOff * right[t - 1] : 0)) / diagonal);
        }
        var m = right[N - 1];
        for (var t = N - 2; t >= 0; t--) m = right[t] + (upper[t] * m);
        Assert.Equal(m, SmoothingRule.Share(tradeOff), 1e-9);
        Assert.Equal((int)Math.Ceiling(50_000 + (30_000 * m) - 1e-6), new SmoothingRule().Apply(80_000, Cycle(CycleRules.None with { SmoothingTradeOff = tradeOff }, 50_000)).After);
    }

    [Fact]
    public void A_change_inside_the_band_is_none()
    {
        var context = Cycle(CycleRules.None with { BandBps = 1_000 }, 80_000);
        Assert.Equal([80_000, 80_000, 88_001, 71_999, 60_000], new[] { 88_000, 72_000, 88_001, 71_999, 60_000 }.Select(p => new ChangeBandRule().Apply(p, context).After));
        Assert.Equal(88_000, new ChangeBandRule().Apply(88_000, context with { CurrentPpm = null }).After);
    }

    // Whatever the aims do, a margin in force rises over five days to at most twice its lowest value, and over a day by its step.
    [Fact]
    public void No_path_rises_faster_than_its_limits() =>
        Gen.Select(Policies, Gen.Double[0, 1].Array[12, 30]).Sample((policy, rates) =>
        {
            if (policy.Cycle.RiseBps == 0) return;
            var path = new List<int>();
            foreach (var rate in rates)
            {
                var recent = path.TakeLast(policy.Cycle.RiseDays).ToArray();
                var context = new RuleContext(policy, policy.Classes[0], path.Count > 0 ? path[^1] : null) { LowestPpm = recent.Length > 0 ? recent.Min() : null, LongHistoryPpm = 200_000, StressPpm = 300_000 };
                path.Add(MarginRuleCatalog.Apply(rate, context)[^1].After);
                if (path.Count < 2) continue;
                Inside(path[^2], path[^1], policy);
                var most = recent.Min() * (1 + (policy.Cycle.RiseBps / 10_000m));
                var least = Math.Ceiling(Math.Max(1, path[^2] - Of(policy.StepDownBps, path[^2], policy)) / policy.TickPpm) * policy.TickPpm;
                Assert.True(path[^1] <= Math.Max(most, least), $"{string.Join(' ', path)} by {policy}");
            }
        });

    [Fact]
    public void A_step_is_of_the_value_or_of_notional_as_its_unit_says()
    {
        var points = Policy with { StepUnit = StepUnit.Absolute, StepUpBps = 200, StepDownBps = 50 };
        var up = new StepLimitRule().Apply(90_000, new RuleContext(points, Large, 50_000));
        Assert.Equal(70_000, up.After);
        Assert.Equal("held at 7.0 %: at most +2 points a day from 5.0 % in force", up.Sentence);
        Assert.Equal(45_000, new StepLimitRule().Apply(1_000, new RuleContext(points, Large, 50_000)).After);
        Assert.Equal(75_000, new StepLimitRule().Apply(90_000, new RuleContext(Policy, Large, 50_000)).After);
    }

    // 8.1 % less a tenth is 7.29 %, plus a half 12.15 %.
    [Fact]
    public void A_limit_off_the_tick_snaps_inwards()
    {
        Assert.Equal(73_000, new StepLimitRule().Apply(50_000, new RuleContext(Policy, Large, 81_000)).After);
        Assert.Equal(121_000, new StepLimitRule().Apply(500_000, new RuleContext(Policy, Large, 81_000)).After);
    }

    [Fact]
    public void The_step_limit_wins_over_the_floor_and_the_floor_is_reached_in_steps()
    {
        var (current, path) = (15_000, new List<int>());
        for (var day = 0; day < 4; day++) path.Add(current = MarginRuleCatalog.Apply(0.001, new RuleContext(Policy, Large, current))[^1].After);
        Assert.Equal([22_000, 33_000, 40_000, 40_000], path);
    }

    [Fact]
    public void The_vector_by_hand()
    {
        // 60 % of 7.5 % is 4.5 %; 1 / 7.5 % is 13.3.
        Assert.Equal(new MarginParameters(75_000, 45_000, 13), MarginParameters.Derive(75_000, Policy, Large, null));
        // 1 / 4 % is 25, the class's cap; maintenance would be 2.4 % and may fall to 3.6 % only.
        Assert.Equal(new MarginParameters(40_000, 36_000, 25), MarginParameters.Derive(40_000, Policy, Large, new MarginParameters(44_000, 40_000, 22)));
        // Maintenance may fall to 3.96 %, snapped to 4.0 %: the initial margin in force falls to no less.
        Assert.Equal(new MarginParameters(40_000, 40_000, 25), MarginParameters.Derive(40_000, Policy, Large, new MarginParameters(44_000, 44_000, 22)));
    }

    // 3.0 % did not pass its step from 6.0 %; maintenance may fall to 5.4 % by its own, and consistency wins.
    [Fact]
    public void An_initial_margin_that_did_not_pass_its_step_takes_maintenance_with_it() =>
        Assert.Equal(new MarginParameters(30_000, 30_000, 25), MarginParameters.Derive(30_000, Policy, Large, new MarginParameters(60_000, 60_000, 16)));

    [Theory]
    [InlineData(50_000, 60_000)]
    [InlineData(50_000, 0)]
    [InlineData(1_000_001, 10_000)]
    public void Margins_in_force_that_contradict_themselves_are_refused(int initial, int maintenance)
    {
        var error = Assert.Throws<ArgumentException>(() => MarginParameters.Derive(50_000, Policy, Large, new MarginParameters(initial, maintenance, 1)));
        Assert.Contains($"{initial} ppm initial and {maintenance} ppm maintenance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void By_hand()
    {
        var steps = MarginRuleCatalog.Apply(0.061234, new RuleContext(Policy, Large, 50_000));
        // 6.1234 % × 1.25 = 7.654250 %; above the floor; rounded up to 7.7 %; at most 7.5 % from 5.0 % in force.
        Assert.Equal([76_543, 76_543, 77_000, 75_000], steps.Select(s => s.After));
        Assert.True(steps[^1].Binding);
        Assert.Equal(45_000, MarginRuleCatalog.Apply(0.001, new RuleContext(Policy, Large, 50_000))[^1].After);
        Assert.Equal(40_000, MarginRuleCatalog.Apply(0.001, new RuleContext(Policy, Large, null))[^1].After);
    }

    [Fact]
    public void The_published_vector_is_consistent_on_the_tick_and_inside_its_limits() =>
        Gen.Select(Policies, Gen.Double[0, 1.5], Gen.Int[1, 1_000_000], Gen.Double[0.01, 1], Gen.Bool).Sample((policy, rate, initial, share, first) =>
        {
            var terms = policy.Classes[0];
            var current = first ? null : new MarginParameters(initial, Math.Max(1, (int)(initial * share)), 1);
            var vector = MarginParameters.Derive(MarginRuleCatalog.Apply(rate, new RuleContext(policy, terms, current?.InitialPpm))[^1].After, policy, terms, current);
            Assert.True(vector.IsConsistent);
            Assert.True(vector.MaximumLeverage <= terms.MaximumLeverage);
            Assert.Equal(0, vector.InitialPpm % policy.TickPpm);
            Assert.Equal(0, vector.MaintenancePpm % policy.TickPpm);
            if (current is null) return;
            Inside(current.InitialPpm, vector.InitialPpm, policy);
            Inside(current.MaintenancePpm, vector.MaintenancePpm, policy);
        });

    [Fact]
    public void A_bad_policy_says_what_is_wrong()
    {
        Assert.Empty(Policy.Faults());
        var faults = (Policy with { TickPpm = 7, StepDownBps = 10_000, Classes = [Large with { PeriodDays = 5 }] }).Faults();
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.Contains("tickPpm is 7", StringComparison.Ordinal));
        Assert.Equal("cycle.bandBps is 5001; allowed are 0 to 5000", Assert.Single((Policy with { Cycle = CycleRules.None with { BandBps = 5_001 } }).Faults()));
        Assert.StartsWith("cycle.smoothingTradeOff is NaN", Assert.Single((Policy with { Cycle = CycleRules.None with { SmoothingTradeOff = double.NaN } }).Faults()), StringComparison.Ordinal);
        Assert.Contains("class name 'a,1'", Assert.Single((Policy with { Classes = [Large with { Name = "a,1" }] }).Faults()), StringComparison.Ordinal);
        Assert.Contains("could never rise", Assert.Single((Policy with { TickPpm = 20_000, StepUpBps = 100 }).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_names_every_setting()
    {
        MarginPolicy[] others = [Policy, Policy with { Version = 2 }, Policy with { BufferRelativeBps = 1 }, Policy with { StepUnit = StepUnit.Absolute }, Policy with { StepUpBps = 1 }, Policy with { StepDownBps = 1 },
            Policy with { TickPpm = 100 }, Policy with { MaintenanceFractionPpm = 1 }, Policy with { Classes = [Large with { FloorPpm = 1 }] },
            .. new[] { new CycleRules(1, 10_000, 0, 0, 0, 0, 5, 0), new(0, 1, 0, 0, 0, 0, 5, 0), new(0, 10_000, 1, 0, 0, 0, 5, 0), new(0, 10_000, 0, 1, 0, 0, 5, 0), new(0, 10_000, 0, 0, 1, 0, 5, 0), new(0, 10_000, 0, 0, 0, 1, 5, 0), new(0, 10_000, 0, 0, 0, 0, 6, 0), new(0, 10_000, 0, 0, 0, 0, 5, 1) }.Select(c => Policy with { Cycle = c })];
        Assert.Equal(others.Length, others.Select(p => p.Hash()).Distinct().Count());
    }

    private static decimal Of(int bps, int current, MarginPolicy policy) => policy.StepUnit == StepUnit.Relative ? (decimal)current * bps / 10_000 : bps * 100m;

    // A value in force of less than a few ticks has no multiple inside its limit: the next tick is then the least that can be published.
    private static void Inside(int current, int published, MarginPolicy policy)
    {
        var low = Math.Max(1, current - Of(policy.StepDownBps, current, policy));
        var high = current + Of(policy.StepUpBps, current, policy);
        var leastAboveLow = Math.Ceiling(low / policy.TickPpm) * policy.TickPpm;
        Assert.InRange(published, low, Math.Max(high, leastAboveLow));
    }
}
