using System.Text.Json;
using System.Text.Json.Serialization;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

public sealed class MarginPolicyTests
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectRequiredConstructorParameters = true };

    [Fact]
    public void The_policy_that_comes_with_the_program_can_be_used()
    {
        var policy = JsonSerializer.Deserialize<MarginPolicy>(File.ReadAllText(Path.Combine(SharedFolder.Root(), "data", "policy.json")), Strict)!;
        Assert.Empty(policy.Faults());
        Assert.Equal((0, StepUnit.Relative, 10_000, 2_000), (policy.BufferRelativeBps, policy.StepUnit, policy.StepUpBps, policy.StepDownBps));
        Assert.Equal(new CycleRules(2_500, 500, 0, 0, 0, 1_000, 5, 10_000), policy.Cycle);
        Assert.Equal((1, 990_000), (policy.Class("major").PeriodDays, policy.Class("major").ConfidencePpm));
        Assert.Equal((1, 995_000), (policy.Class("large").PeriodDays, policy.Class("large").ConfidencePpm));
        Assert.Equal((2, 995_000), (policy.Class("long-tail").PeriodDays, policy.Class("long-tail").ConfidencePpm));
        Assert.Contains("no class 'other'", Assert.Throws<ArgumentException>(() => policy.Class("other")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_unit_of_a_step_is_read_and_written_by_name_and_cannot_be_left_out()
    {
        var policy = new MarginPolicy(1, 2_500, StepUnit.Absolute, 200, 50, 1_000, 600_000, [new MarginClass("major", 1, 990_000, 20_000, 50)]);
        var text = JsonSerializer.Serialize(policy, Strict);
        Assert.Contains("\"stepUnit\":\"absolute_bps\"", text, StringComparison.Ordinal);
        Assert.Equal(policy.Hash(), JsonSerializer.Deserialize<MarginPolicy>(text, Strict)!.Hash());
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MarginPolicy>(text.Replace("\"stepUnit\":\"absolute_bps\",", "", StringComparison.Ordinal), Strict));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MarginPolicy>(text.Replace("absolute_bps", "bps", StringComparison.Ordinal), Strict));
    }
}
