using CsCheck;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginRuleTests
{
    private static readonly MarginClass Large = new("large", 1, 995_000, 40_000, 25);
    private static readonly MarginPolicy Policy = new(1, 2_500, 5_000, 1_000, 1_000, 600_000, [Large]);

    private static readonly Gen<MarginPolicy> Policies =
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[1, 20_000], Gen.Int[1, 9_999], Gen.Int[0, 4].Select(i => new[] { 1, 100, 1_000, 2_500, 10_000 }[i]), Gen.Int[1, 1_000_000], Gen.Int[1, 500_000], Gen.Int[1, 100])
            .Select((buffer, up, down, tick, fraction, floor, leverage) => new MarginPolicy(1, buffer, up, down, tick, fraction, [new MarginClass("c", 1, 990_000, floor, leverage)]));

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
        var step = MarginRuleCatalog.All.First(r => r.Id == id).Apply(12_345, new RuleContext(Policy, Large, 20_000));
        Assert.Equal(id, step.Rule);
        Assert.Equal(12_345, step.Before);
        Assert.Contains("%", step.Sentence + "%", StringComparison.Ordinal);
        Assert.NotEmpty(step.Sentence);
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
        var faults = (Policy with { TickPpm = 7, StepDownRelativeBps = 10_000, Classes = [Large with { PeriodDays = 5 }] }).Faults();
        Assert.Equal(3, faults.Count);
        Assert.Contains(faults, f => f.Contains("tickPpm is 7", StringComparison.Ordinal));
    }

    [Fact]
    public void The_hash_names_every_setting()
    {
        MarginPolicy[] others = [Policy, Policy with { Version = 2 }, Policy with { BufferRelativeBps = 1 }, Policy with { StepUpRelativeBps = 1 }, Policy with { StepDownRelativeBps = 1 },
            Policy with { TickPpm = 100 }, Policy with { MaintenanceFractionPpm = 1 }, Policy with { Classes = [Large with { FloorPpm = 1 }] }];
        Assert.Equal(others.Length, others.Select(p => p.Hash()).Distinct().Count());
    }

    // A value in force of less than a few ticks has no multiple inside its limit: the next tick is then the least that can be published.
    private static void Inside(int current, int published, MarginPolicy policy)
    {
        var low = current * (1 - (policy.StepDownRelativeBps / 10_000m));
        var high = current * (1 + (policy.StepUpRelativeBps / 10_000m));
        var leastAboveLow = Math.Ceiling(low / policy.TickPpm) * policy.TickPpm;
        Assert.InRange(published, low, Math.Max(high, leastAboveLow));
    }
}
