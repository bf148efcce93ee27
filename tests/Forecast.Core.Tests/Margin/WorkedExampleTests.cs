using System.Globalization;
using Forecast.Core.Margin;
using Xunit;

namespace Forecast.Core.Tests.Margin;

/// <summary>The example of docs/margin.md, computed by the program.</summary>
public sealed class WorkedExampleTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(SharedFolder.Root(), "docs", "margin.md"));

    [Fact]
    public void The_figures_of_the_page_are_the_program_s()
    {
        // Nine tenths of 400 moves reach 1.30, the others lie 0.60 beyond it.
        var tail = MoveTail.Of([.. Enumerable.Range(0, 360).Select(i => 1.30 * (i + 1) / 360), .. Enumerable.Repeat(1.90, 40)]);
        var variance = Math.Pow(0.03 * 0.03, MarginSample.UsualForecastWeight) * Math.Pow(0.04 * 0.04, 1 - MarginSample.UsualForecastWeight);
        var rate = MarginSimulation.Predictive(PositionSide.Long, variance, tail.Quantile(0.99), Math.Exp(0.02));
        Assert.Equal(1.30, tail.Threshold, 1e-12);
        Says($"= {100 * Math.Sqrt(variance):F4} %");
        Says($"= {tail.Quantile(0.99):F4}. ");
        Says($"× {Math.Exp(0.02):F4}) = {100 * rate:F4} %");

        var policy = new MarginPolicy(1, 0, StepUnit.Relative, 10_000, 2_000, 1_000, 600_000, [new MarginClass("major", 1, 990_000, 20_000, 50)]) { Cycle = new CycleRules(2_500, 500, 0, 0, 0, 1_000, 5, 10_000) };
        IReadOnlyList<RuleStep> Steps(int current, int lowest) => MarginRuleCatalog.Apply(rate, new RuleContext(policy, policy.Classes[0], current) { LowestPpm = lowest, LongHistoryPpm = 140_000 });
        Says($"are {Steps(80_000, 80_000)[0].After / 10_000.0:F4} %.");
        Assert.Equal(90_000, Steps(90_000, 90_000)[^1].After);
        Says($"rounded up, {Steps(80_000, 80_000)[^1].After / 10_000.0:F1} % is proposed");
        Says($"may rise to {Steps(80_000, 45_000)[^1].After / 10_000.0:F1} % only");
    }

    [Fact]
    public void A_shortfall_lies_beyond_its_quantile_by_the_mean_excess()
    {
        var tail = MoveTail.Of([.. Enumerable.Range(0, 360).Select(i => 1.30 * (i + 1) / 360), .. Enumerable.Repeat(1.90, 40)]);
        Assert.Equal((tail.Quantile(0.99) + 0.45 - (0.25 * 1.30)) / 0.75, tail.Shortfall(0.99), 1e-12);
        Assert.Equal(1.30, tail.Quantile(0.9), 1e-12);
        Assert.Equal(1.30 * 320 / 360, tail.Quantile(0.8), 1e-12);
        Assert.True(tail.Shortfall(0.995) > tail.Shortfall(0.99));
    }

    private static void Says(FormattableString figure) => Assert.Contains(figure.ToString(CultureInfo.InvariantCulture), Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
}
