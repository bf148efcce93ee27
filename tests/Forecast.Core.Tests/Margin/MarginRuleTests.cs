using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginRuleTests
{
    private static readonly MarginClass Large = new("large", 1, 995_000, 40_000, 25);
    private static readonly MarginPolicy Policy = new(1, 2_500, StepUnit.Relative, 5_000, 1_000, 1_000, 600_000, [Large]);

    private static readonly Gen<MarginPolicy> Policies =
        Gen.Select(Gen.Int[0, 10_000], Gen.Select(Gen.Bool, Gen.Int[1, 20_000], Gen.Int[1, 9_999]), Gen.Int[0, 4].Select(i => new[] { 1, 100, 1_000, 2_500, 10_000 }[i]), Gen.Int[1, 1_000_000], Gen.Int[1, 500_000], Gen.Int[1, 100])
            .Select((buffer, step, tick, fraction, floor, leverage) => new MarginPolicy(1, buffer, step.Item1 ? StepUnit.Relative : StepUnit.Absolute, step.Item2, step.Item3, tick, fraction, [new MarginClass("c", 1, 990_000, floor, leverage)]));

    public static TheoryData<string> Ids() => [.. MarginRuleCatalog.All.Select(r => r.Id)];

    [Theory, MemberData(nameof(Ids))]
    public void No_rule_falls_when_its_input_rises(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        Gen.Select(Policies, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000]).Sample((policy, a, b, current) =>
        {
            var context = new RuleContext(policy, policy.Classes[0], current == 0 ? null : current);
            Assert.True(rule.Apply(Math.Min(a, b), context).After <= rule.Apply(Math.Max(a, b), context).After);
        });
    }

    [Theory, MemberData(nameof(Ids))]
    public void Every_rule_says_what_it_did(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        foreach (var (ppm, current) in new (int, int?)[] { (12_345, 20_000), (20_500, 20_000), (500_000, 20_000), (12_345, null) })
        {
            var step = rule.Apply(ppm, new RuleContext(Policy, Large, current));
            Assert.Equal(id, step.Rule);
            Assert.Equal(ppm, step.Before);
            Assert.Equal(step.After != ppm, step.Binding);
            Assert.Contains(" %", step.Sentence, StringComparison.Ordinal);
        }
    }

    public static TheoryData<string> IdempotentIds() => [.. MarginRuleCatalog.All.Where(r => r is not BufferRule).Select(r => r.Id)];

    [Theory, MemberData(nameof(IdempotentIds))]
    public void A_rule_applied_twice_changes_nothing_more(string id)
    {
        var rule = MarginRuleCatalog.All.First(r => r.Id == id);
        Gen.Select(Policies, Gen.Int[0, 1_000_000], Gen.Int[0, 1_000_000]).Sample((policy, ppm, current) =>
        {
            var context = new RuleContext(policy, policy.Classes[0], current == 0 ? null : current);
            var once = rule.Apply(ppm, context).After;
            Assert.Equal(once, rule.Apply(once, context).After);
        });
    }

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
        Assert.Contains("class name 'a,1'", Assert.Single((Policy with { Classes = [Large with { Name = "a,1" }] }).Faults()), StringComparison.Ordinal);
        Assert.Contains("could never rise", Assert.Single((Policy with { TickPpm = 20_000, StepUpBps = 100 }).Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_names_every_setting()
    {
        MarginPolicy[] others = [Policy, Policy with { Version = 2 }, Policy with { BufferRelativeBps = 1 }, Policy with { StepUnit = StepUnit.Absolute }, Policy with { StepUpBps = 1 }, Policy with { StepDownBps = 1 },
            Policy with { TickPpm = 100 }, Policy with { MaintenanceFractionPpm = 1 }, Policy with { Classes = [Large with { FloorPpm = 1 }] }];
        Assert.Equal(others.Length, others.Select(p => p.Hash()).Distinct().Count());
    }

    // A value in force of less than a few ticks has no multiple inside its limit: the next tick is then the least that can be published.
    private static void Inside(int current, int published, MarginPolicy policy)
    {
        decimal Of(int bps) => policy.StepUnit == StepUnit.Relative ? (decimal)current * bps / 10_000 : bps * 100m;
        var low = Math.Max(1, current - Of(policy.StepDownBps));
        var high = current + Of(policy.StepUpBps);
        var leastAboveLow = Math.Ceiling(low / policy.TickPpm) * policy.TickPpm;
        Assert.InRange(published, low, Math.Max(high, leastAboveLow));
    }
}
