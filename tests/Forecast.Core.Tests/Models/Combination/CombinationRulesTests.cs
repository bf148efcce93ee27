using CsCheck;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models;

public sealed class CombinationRulesTests
{
    public static TheoryData<string> Names => [.. Rules.Keys];

    private static readonly Dictionary<string, CombinationRule> Rules = new()
    {
        ["experts"] = CombinationRules.Experts, ["inverse loss"] = CombinationRules.InverseLoss, ["trimmed mean"] = CombinationRules.TrimmedMean, ["median"] = CombinationRules.Median,
    };

    [Fact]
    public void Four_members_lose_the_lowest_and_the_highest_and_three_none()
    {
        Assert.Equal(5, CombinationRules.TrimmedMean([-900, 8, 2, 900], [1, 1, 1, 1], Unknown(4)), 1e-12);
        Assert.Equal(14 / 3.0, CombinationRules.TrimmedMean([2, 4, 8], [1, 1, 1], Unknown(3)), 1e-12);
    }

    [Fact]
    public void The_median_is_the_middle_or_the_mean_of_the_middle_two()
    {
        Assert.Equal(4, CombinationRules.Median([8, 4, 2], [1, 1, 1], Unknown(3)));
        Assert.Equal(6, CombinationRules.Median([8, 4, 2, 9], [1, 1, 1, 1], Unknown(4)));
        Assert.Equal(3, CombinationRules.Median([4, 2], [1, 1], Unknown(2)));
    }

    [Fact]
    public void Before_there_are_losses_shares_decide()
    {
        Assert.Equal(0.75, CombinationRules.Experts([0, 1], [1, 3], Unknown(2)), 1e-15);
        Assert.Equal(0.75, CombinationRules.InverseLoss([0, 1], [1, 3], Unknown(2)), 1e-15);
    }

    [Fact]
    public void Weights_follow_losses()
    {
        // exp(−0.02 · (50 − 0)) = 1/e of the weight is left.
        Assert.Equal(1 / (1 + Math.Exp(-1)), CombinationRules.Experts([1, 0], [1, 1], [new(0, 1, 100), new(50, 1, 100)]), 1e-15);
        Assert.Equal(2 / 3.0, CombinationRules.InverseLoss([1, 0], [1, 1], [new(0, 0.5, 100), new(0, 1, 100)]), 1e-15);
    }

    [Theory, MemberData(nameof(Names))]
    public void The_result_lies_between_the_members_and_does_not_depend_on_their_order(string name) =>
        Gen.Select(Gen.Double[-20, 3], Gen.Double[0.1, 1], Gen.Double[-5, 5], Gen.Double[0.5, 2]).Array[1, 9].Sample(members =>
        {
            var c = Combine(members, Rules[name]);
            Assert.InRange(c, members.Min(m => m.Item1) - 1e-12, members.Max(m => m.Item1) + 1e-12);
            Assert.Equal(c, Combine([.. members.Reverse()], Rules[name]), 1e-12);
        });

    private static MemberRecord[] Unknown(int n) => [.. Enumerable.Repeat(MemberRecord.None, n)];

    private static double Combine((double Log, double Share, double Excess, double Ratio)[] m, CombinationRule rule) =>
        rule([.. m.Select(x => x.Log)], [.. m.Select(x => x.Share)], [.. m.Select(x => new MemberRecord(x.Excess, x.Ratio, 50))]);
}
