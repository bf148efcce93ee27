using Forecast.Core.Market;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.Core.Tests.Models.Pooled;

public sealed class BlockEffectTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1), Week = TimeSpan.FromDays(7);
    private static readonly BarSeries First = PooledPanels.Bars("A", 200, 1), Second = PooledPanels.Bars("B", 200, 2, deviation: 0.02);
    private static readonly long Origin = SyntheticBars.Start + (193 * Duration.Day);

    [Fact]
    public void Every_block_of_the_horizon_has_one_and_the_largest_is_first()
    {
        var series = PooledPanels.Series(First, Second);
        var effects = BlockEffect.Of(series[0].At(Origin), Day, stop: TestContext.Current.CancellationToken);
        Assert.Equal(PooledRecipe.Blocks.Except(PooledRecipe.Regression.Without).Order(), effects.Select(e => e.Block).Order());
        Assert.Equal(effects.Select(e => e.Effect).OrderDescending(), effects.Select(e => e.Effect));
        Assert.All(effects, e => Assert.InRange(e.Effect, 0, 3));
        Assert.True(effects[0].Effect > 0.02);
        // Weeks are not told by the clock, and whichever instrument asks, the panel answers.
        Assert.DoesNotContain("clock", BlockEffect.Of(series[0].At(Origin), Week, stop: TestContext.Current.CancellationToken).Select(e => e.Block));
        Assert.Equal(effects, BlockEffect.Of(series[1].At(Origin), Day, stop: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void Nothing_after_the_origin_changes_a_bit()
    {
        var (plain, altered) = (PooledPanels.Series(First, Second), PooledPanels.Series(First, PooledPanels.Named("B", SyntheticBars.AlterAfter(Second, Origin))));
        Assert.Equal(BlockEffect.Of(plain[0].At(Origin), Day, stop: TestContext.Current.CancellationToken), BlockEffect.Of(altered[0].At(Origin), Day, stop: TestContext.Current.CancellationToken));
    }

    [Fact]
    public void There_is_none_where_the_model_refuses() =>
        Assert.Empty(BlockEffect.Of(PooledPanels.Series(First, Second)[0].At(SyntheticBars.Start + (20 * Duration.Day)), Day, stop: TestContext.Current.CancellationToken));
}
