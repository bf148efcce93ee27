using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class TakerImbalanceTests
{
    [Fact]
    public void Taker_imbalance_is_the_signed_share_of_volume()
    {
        Assert.Equal(0.5, Of((10, 10), (10, 5)));
        Assert.Equal(-1, Of((10, 0), (10, 0)));
        Assert.Null(Of((0, 0), (0, 0)));
        Assert.Null(Of());
    }

    private static double? Of(params (double Volume, double Buys)[] bars)
    {
        var measure = new TakerImbalance();
        foreach (var (volume, buys) in bars) measure.Add(new WindowBar { Return = null, IsJoined = false, Start = 0, End = 1, Open = 1, High = 1, Low = 1, Close = 1, Volume = volume, TakerBuy = buys });
        return measure.Value(new WindowCount(2, 0, bars.Length));
    }
}
