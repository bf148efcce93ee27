using System.Numerics;
using CsCheck;
using Forecast.Core.Margin;
using Forecast.Core.Market;
using Xunit;

namespace Forecast.Core.Tests.Margin.Venues;

public sealed class StewardLimitTests
{
    private static readonly long Now = Instant.Parse("2025-06-01");
    private static readonly StewardLimit HalfAPoint = new(50, StepUnit.Absolute, TimeSpan.FromDays(3), false);

    [Fact]
    public void Changes_at_the_bound_and_beyond_it()
    {
        var vector = Vector.Of("aave_risk_steward_bounds.json");
        foreach (var row in vector.Rows("cases_computed_from_rule"))
        {
            var terms = vector.GetProperty("config").GetProperty(row.Text("param"));
            var delay = TimeSpan.FromDays(terms.GetProperty("minDelayDays").GetInt32());
            var limit = new StewardLimit(BigInteger.Parse(terms.GetProperty("maxPercentChange").GetRawText(), null), terms.Text("kind") == "rel" ? StepUnit.Relative : StepUnit.Absolute, delay, false);
            var (from, to) = (row.Whole("from"), row.Whole("to"));
            Assert.Equal(row.GetProperty("allowed").GetBoolean(), limit.Check(from, to, Now - Duration.Microseconds(delay), Now).IsAllowed);
            // The clock is the same for all, and a step that is too large is not cured by waiting.
            var early = limit.Check(from, to, Now - Duration.Microseconds(delay) + 1, Now);
            Assert.Equal((false, Now + 1), (early.IsAllowed, early.EarliestInstant));
        }
    }

    [Fact]
    public void It_says_why_when_and_how_far()
    {
        var verdict = HalfAPoint.Check(7_000, 0, Now - Duration.Day, Now);
        Assert.Equal(new StewardVerdict(false, 6_950, Now + (2 * Duration.Day), "the last change was at 2025-05-31T00:00:00Z, and there must be 3d between two; 0 is refused; 7000 → 0 is a step of 7000, and at most 50 is allowed"), verdict);
        Assert.Equal((true, (BigInteger)7_000), HalfAPoint.Check(7_000, null, Now, Now) is var kept ? (kept.IsAllowed, kept.Nearest) : default);
    }

    [Fact]
    public void Zero_is_refused_where_it_switches_something_off()
    {
        var cap = new StewardLimit(10_000, StepUnit.Relative, TimeSpan.FromDays(3), false);
        Assert.Equal((false, (BigInteger)1), cap.Check(1_000, 0, 0, Now) is var verdict ? (verdict.IsAllowed, verdict.Nearest) : default);
        Assert.True(cap.Check(1_000, 1, 0, Now).IsAllowed);
        Assert.True((cap with { AllowsZero = true }).Check(1_000, 0, 0, Now).IsAllowed);
    }

    [Fact]
    public void The_nearest_value_is_allowed_and_the_wanted_one_only_if_it_is_the_nearest() =>
        Gen.Select(Gen.Int[1, 1_000_000], Gen.Int[0, 1_000_000], Gen.Int[1, 10_000], Gen.Bool).Sample((from, to, change, relative) =>
        {
            var limit = new StewardLimit(change, relative ? StepUnit.Relative : StepUnit.Absolute, TimeSpan.FromDays(3), false);
            var verdict = limit.Check(from, to, 0, Now);
            Assert.Equal(verdict.Nearest == to, verdict.IsAllowed);
            Assert.True(limit.Check(from, verdict.Nearest, 0, Now).IsAllowed);
        });
}
