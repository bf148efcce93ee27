using System.Text.Json;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Har;

public sealed class HarStateTests
{
    public static TheoryData<string> Ids => HarVariantsTests.Ids;

    [Theory, MemberData(nameof(Ids))]
    public void Appending_equals_filtering_anew(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 31, 400);
        var fit = HarEstimator.Estimate(HarSample.Design(variant, HarSample.First(sample, 300)), HarTarget.Over(1), TestContext.Current.CancellationToken)!;
        var all = HarSample.Observations(variant, sample);
        var state = HarState.After(fit, HarSample.Observations(variant, HarSample.First(sample, 300)));
        var row = new double[all.Columns.Count];
        for (var t = 300; t < 400; t++)
        {
            if (t == 350) state = HarState.Restore(fit, [.. state.Memory]);
            for (var c = 0; c < row.Length; c++) row[c] = all.Columns[c][t];
            state.Append(row);
            if (t % 33 == 0) Assert.Equal(HarState.After(fit, HarSample.Observations(variant, HarSample.First(sample, t + 1))).Forecast, state.Forecast);
        }
        Assert.Equal(HarState.After(fit, all).Forecast, state.Forecast);
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_state_forecasts_what_the_design_does(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 32, 300);
        var design = HarSample.Design(variant, sample);
        var fit = HarEstimator.Estimate(design, HarTarget.Over(2), TestContext.Current.CancellationToken)!;
        Assert.Equal(fit.Forecast(design, design.Rows - 1), HarState.After(fit, HarSample.Observations(variant, sample)).Forecast);
        Assert.Equal(fit.Forecast(design, 100), HarState.After(fit, HarSample.Observations(variant, HarSample.First(sample, design.First + 101))).Forecast);
    }

    [Fact]
    public void Appending_allocates_nothing()
    {
        var variant = HarVariants.Get("harq");
        var sample = HarSample.Of(33, 300, exogenous: false);
        var fit = HarEstimator.Estimate(HarSample.Design(variant, sample), HarTarget.Over(1), TestContext.Current.CancellationToken)!;
        var state = HarState.After(fit, HarSample.Observations(variant, sample));
        double[] row = [1e-4, 1e-8];
        var sum = 0.0;
        Assert.Equal(0, Allocation.Of(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                state.Append(row);
                sum += state.Forecast;
            }
        }));
        Assert.True(sum > 0);
    }

    /// <summary>Fit and memory come back from text, the variant by its id, and go on with the same bits.</summary>
    [Theory, MemberData(nameof(Ids))]
    public void Stored_as_json_and_restored_it_goes_on_with_the_same_bits(string id)
    {
        var variant = HarVariants.Get(id);
        var sample = HarSample.Of(variant, 34, 400);
        var fit = HarEstimator.Estimate(HarSample.Design(variant, HarSample.First(sample, 300)), HarTarget.Over(3), TestContext.Current.CancellationToken)!;
        var all = HarSample.Observations(variant, sample);
        var state = HarState.After(fit, HarSample.Observations(variant, HarSample.First(sample, 300)));
        var restored = HarState.Restore(JsonSerializer.Deserialize<HarStateSnapshot>(JsonSerializer.Serialize(state.Snapshot()))!);
        var row = new double[all.Columns.Count];
        for (var t = 300; t < 400; t++)
        {
            Assert.Equal(state.Forecast, restored.Forecast);
            for (var c = 0; c < row.Length; c++) row[c] = all.Columns[c][t];
            state.Append(row);
            restored.Append(row);
        }
        Assert.Equal(JsonSerializer.Serialize(state.Snapshot()), JsonSerializer.Serialize(restored.Snapshot()));
    }

    [Fact]
    public void A_snapshot_that_does_not_fit_is_refused()
    {
        var variant = HarVariants.Get("harj");
        var sample = HarSample.Of(variant, 35, 300);
        var fit = HarEstimator.Estimate(HarSample.Design(variant, sample), HarTarget.Over(1), TestContext.Current.CancellationToken)!;
        var good = HarState.After(fit, HarSample.Observations(variant, sample)).Snapshot();
        Assert.Contains("'harsh'", Refusal(good with { Variant = "harsh" }), StringComparison.Ordinal);
        Assert.Contains("jump[1]", Refusal(good with { Variant = "har" }), StringComparison.Ordinal);
        Assert.Contains("Terms[1]", Refusal(good with { Terms = [good.Terms[0], null!, .. good.Terms[2..]] }), StringComparison.Ordinal);
        // The log of a jump, which may be 0, is no regressor.
        Assert.Contains("jump[1]", Refusal(good with { Terms = [.. good.Terms.Select(t => t.Name == "jump[1]" ? t with { Form = HarTermForm.LogMean } : t)] }), StringComparison.Ordinal);
        Assert.Contains("Memory has length", Refusal(good with { Terms = [.. good.Terms.Select(t => t with { Lag = t.Lag == 30 ? int.MaxValue : t.Lag })] }), StringComparison.Ordinal);
        Assert.Contains("Memory[0] is -1", Refusal(good with { Memory = [-1, .. good.Memory[1..]] }), StringComparison.Ordinal);
        Assert.Contains("Memory[2] is NaN", Assert.ThrowsAny<ArgumentException>(() => HarState.Restore(fit, [.. good.Memory[..2], double.NaN, .. good.Memory[3..]])).Message, StringComparison.Ordinal);
        Assert.Contains("Lowest", Refusal(good with { Lowest = 2 * good.Highest }), StringComparison.Ordinal);

        static string Refusal(HarStateSnapshot snapshot) => Assert.ThrowsAny<ArgumentException>(() => HarState.Restore(snapshot)).Message;
    }
}
