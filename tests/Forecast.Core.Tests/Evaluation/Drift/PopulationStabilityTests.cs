using Forecast.Core.Evaluation;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Evaluation.Drift;

public sealed class PopulationStabilityTests
{
    private static readonly double[] Hundred = [.. Enumerable.Range(1, 100).Select(i => (double)i)];

    [Fact]
    public void Index_by_hand()
    {
        // Halves of the reference; of ten recent values two are below the middle.
        var psi = PopulationStability.Of(Hundred, [1, 2, 60, 61, 62, 63, 64, 65, 66, 67], bins: 2).Get();
        Assert.Equal((0.3 * Math.Log(0.8 / 0.5)) + (-0.3 * Math.Log(0.2 / 0.5)), psi.Index, 1e-12);
        Assert.Equal((51.1 - 50.5) / Math.Sqrt(((100.0 * 100) - 1) / 12), psi.Shift, 1e-12);
        Assert.Equal((10, 2), (psi.Count, psi.Bins));
        // No value in a bin counts as half of one.
        Assert.Equal((0.5 * Math.Log(1 / 0.5)) + (-0.45 * Math.Log(0.05 / 0.5)), PopulationStability.Of(Hundred, [.. Enumerable.Repeat(99.0, 10)], bins: 2).Get().Index, 1e-12);
    }

    [Fact]
    public void The_same_values_have_not_moved_and_the_order_does_not_matter()
    {
        Assert.Equal((0, 0), PopulationStability.Of(Hundred, [.. Hundred.Reverse()]).Get() is var p ? (p.Index, Math.Round(p.Shift, 12)) : default);
        // One standard deviation of normal values: δ² = 1.
        double[] normal = [.. Enumerable.Range(0, 20_000).Select(i => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, (i + 0.5) / 20_000))];
        var moved = PopulationStability.Of(normal, [.. normal.Select(x => x - 1)], bins: 100).Get();
        Assert.InRange(moved.Index, 0.9, 1.0);
        Assert.Equal(-1, moved.Shift, 1e-3);
    }

    [Fact]
    public void Too_few_or_constant_values_have_no_index()
    {
        Assert.Contains("50 and 10 are needed", PopulationStability.Of(Hundred[..49], Hundred).Undefined, StringComparison.Ordinal);
        Assert.Contains("all the same", PopulationStability.Of([.. Enumerable.Repeat(1.0, 100)], Hundred).Undefined, StringComparison.Ordinal);
    }

    [Fact]
    public void Hourly_features_and_targets_by_hand()
    {
        const long Quarter = 900_000_000;
        // Two hours of four bars; the last is missing, so the third hour has none.
        var bars = new BarSeries
        {
            Venue = "v", Symbol = "s", Interval = TimeSpan.FromMinutes(15), OpenTime = [.. Enumerable.Range(0, 8).Select(i => i * Quarter)],
            Open = [.. Enumerable.Repeat(1.0, 8)], High = [.. Enumerable.Repeat(9.0, 8)], Low = [.. Enumerable.Repeat(0.1, 8)],
            Close = [1, 2, 1, 2, 2, 2, 2, 1], Volume = [1, 1, 1, 1, 2, 2, 2, 2], TakerBuyBase = [1, 1, 1, 0, 0, 0, 0, 2],
        };
        var flow = HourlyFlow.Of(bars, 0, 2 * Duration.Hour);
        var step = Math.Log(2) * Math.Log(2);
        Assert.Equal([Math.Log(3 * step), Math.Log(step)], flow.Level);
        Assert.Equal([Math.Log(4), Math.Log(8)], flow.Volume);
        Assert.Equal([0.5, -0.5], flow.Imbalance);
        Assert.Equal([-0.5], HourlyFlow.Of(bars, Duration.Hour, 2 * Duration.Hour).Imbalance);

        var hours = HourlySeries.From(bars);
        Assert.Equal(step, RealizedTarget.Of(hours, TimeSpan.FromHours(1), Duration.Hour)!.Value, 1e-15);
        Assert.Null(RealizedTarget.Of(hours, TimeSpan.FromHours(1), 2 * Duration.Hour));
        Assert.Null(RealizedTarget.Of(hours, TimeSpan.FromHours(1), Duration.Hour + Quarter));
    }
}
