using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class AmihudIlliquidityTests
{
    [Fact]
    public void It_is_the_mean_return_per_volume_of_bars_that_traded()
    {
        Assert.Equal((0.02 / 4 + 0.01 / 2) / 2, AmihudIlliquidity.Of([0.02, -0.01, 0.3], [4, 2, 0])!.Value, 1e-17);
        Assert.Equal(0, AmihudIlliquidity.Of([0, 0], [4, 2]));
        Assert.Null(AmihudIlliquidity.Of([0.1], [0]));
        Assert.Null(AmihudIlliquidity.Of([], []));
    }

    [Fact]
    public void Bars_without_quote_volume_have_volume_at_the_close()
    {
        var (own, made) = (new AmihudIlliquidity(), new AmihudIlliquidity());
        own.Add(FlowWindow.Bar(0, 0.02, 3, null, close: 5, quoteVolume: 4));
        made.Add(FlowWindow.Bar(0, 0.02, 3, null, close: 5));
        Assert.Equal((0.02 / 4, 0.02 / 15), (own.Value(new WindowCount(1, 1, 1))!.Value, made.Value(new WindowCount(1, 1, 1))!.Value));
        Assert.Null(own.Value(new WindowCount(3, 1, 1)));
    }
}
