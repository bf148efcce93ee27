using System.Globalization;
using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class VpinStreamTests
{
    private static readonly long Start = SyntheticBars.Start;

    [Fact]
    public void Buckets_have_the_size_of_the_days_before()
    {
        var stream = new VpinStream(buckets: 2, bucketsPerDay: 5, days: 2);
        stream.Add(Start, 40, 40);
        stream.Add(Start + Duration.Hour, 20, 0);
        Assert.Null(stream.Value);
        // Day 2: buckets of 60 / 5 = 12. The first: 8 bought, 4 sold; the second: 9 sold, 3 bought.
        stream.Add(Start + Duration.Day, 8, 8);
        stream.Add(Start + Duration.Day + 1, 13, 0);
        Assert.Null(stream.Value);
        stream.Add(Start + Duration.Day + 2, 3, 3);
        Assert.Equal((4 / 12.0 + 6 / 12.0) / 2, stream.Value!.Value, 1e-15);
        // Day 3: (60 + 24) / 2 / 5 = 8.4; the first bucket of day 2 is forgotten.
        stream.Add(Start + (2 * Duration.Day), 8.5, 8.5);
        Assert.Equal((6 / 12.0 + 1) / 2, stream.Value!.Value, 1e-15);
        // Day 4 knows 24 and 8.5, not 60, nor its own: 3.25. The bucket that is open keeps its 8.4.
        stream.Add(Start + (3 * Duration.Day), 8.3, 8.3);
        Assert.Equal(1, stream.Value!.Value, 1e-12);
        stream.Add(Start + (3 * Duration.Day), 3.25, 0);
        Assert.Equal(1, stream.Value!.Value, 1e-12);
        stream.Add(Start + (3 * Duration.Day), 3.25, 3.25 / 2);
        Assert.Equal(0.5, stream.Value!.Value, 1e-12);
    }

    [Fact]
    public void A_day_that_was_not_seen_whole_gives_no_size()
    {
        var stream = new VpinStream(buckets: 1, bucketsPerDay: 1, days: 1);
        stream.Add(Start + 1, 10, 5);
        stream.Add(Start + Duration.Day, 10, 5);
        Assert.Null(stream.Value);
        stream.Add(Start + (2 * Duration.Day), 10, 10);
        Assert.Equal(1, stream.Value);
        // After an outage of a day nothing is known of the day before; what is full stays.
        stream.Add(Start + (4 * Duration.Day), 10, 0);
        stream.Add(Start + (4 * Duration.Day), 10, 5);
        Assert.Equal(1, stream.Value);
        Assert.Throws<ArgumentException>(() => stream.Add(Start, 1, 1));
    }

    [Fact]
    public void Trades_without_a_side_leave_their_buckets_unknown()
    {
        TradeBatch Trades(long time, params sbyte[] sides) => new()
        {
            Venue = "test", Symbol = "TEST", Id = [.. sides.Select((_, i) => (long)i)], Time = [.. sides.Select(_ => time)], Price = [.. sides.Select(_ => 1.0)], Quantity = [.. sides.Select(_ => 2.0)], TakerSide = sides,
        };
        var stream = new VpinStream(buckets: 1, bucketsPerDay: 2, days: 1);
        stream.Add(Trades(Start, 1, -1, 1, -1));
        stream.Add(Trades(Start + Duration.Day, 1, 1));
        Assert.Equal(1, stream.Value);
        stream.Add(Trades(Start + Duration.Day, 1, 0));
        Assert.Null(stream.Value);
        stream.Add(Trades(Start + Duration.Day, 1, -1));
        Assert.Equal(0, stream.Value);
    }

    [Fact]
    public void One_sided_flow_has_one_and_balanced_flow_none_whatever_the_unit() =>
        Gen.Select(Gen.Double[0, 100].Array[48, 300], Gen.Double[0, 1].Array[300], Gen.Int[-8, 8]).Sample(
            (volume, share, power) =>
            {
                double?[] Of(Func<int, double> bought, double k)
                {
                    var stream = new VpinStream(buckets: 10, bucketsPerDay: 10, days: 1);
                    return [.. volume.Select((v, i) =>
                    {
                        stream.Add(Start + (i * Duration.Hour), k * v, k * v * bought(i));
                        return stream.Value;
                    })];
                }
                var one = Of(_ => 1, 1);
                Assert.All(one, v => Assert.Equal(1, v ?? 1, 1e-9));
                Assert.All(Of(_ => 0.5, 1), v => Assert.Equal(0, v ?? 0, 1e-9));
                Assert.Equal(Of(i => share[i], 1), Of(i => share[i], Math.ScaleB(1, power)));
                Assert.All(Of(i => share[i], 1), v => Assert.InRange(v ?? 0, 0, 1));
            },
            iter: 100);

    [Fact]
    public void A_bar_of_many_buckets_ends_soon_and_is_as_its_last_ones()
    {
        var stream = new VpinStream(buckets: 3, bucketsPerDay: 1, days: 1);
        stream.Add(Start, 1, 1);
        stream.Add(Start + Duration.Day, 1e15, 0.75e15);
        Assert.Equal(0.5, stream.Value!.Value, 1e-12);
    }

    [Fact]
    public void No_value_changes_when_later_bars_are_cut_off()
    {
        var bars = SyntheticBars.Make(days: 12);
        var random = new SplitMix64(2);
        for (var i = 0; i < bars.Count; i++) bars.TakerBuyBase![i] = bars.Volume![i] * random.Next(101) / 100;
        var whole = VpinStream.Of(bars, days: 5);
        Assert.Null(whole[(3 * 96) - 1]);
        Assert.NotNull(whole[^1]);
        foreach (var cut in new[] { 400, 777, 1000 }) Assert.Equal(whole[..cut], VpinStream.Of(bars.Pick([.. Enumerable.Range(0, cut)]), days: 5));
    }

    [Fact]
    public void Real_quarter_hours_have_sane_values()
    {
        var bars = RealBars.Read("data/klines/15m/BTCUSDT.csv.gz", TimeSpan.FromMinutes(15), 10_000);
        var values = VpinStream.Of(bars).OfType<double>().Order().ToArray();
        Assert.True(values.Length > 8000);
        Assert.InRange(values[values.Length / 2], 0.01, 0.3);
        Assert.InRange(values[^1], values[values.Length / 2], 0.8);
    }

    // Ten minutes of real trades: single trades are nearly all one-sided, more of them cancel.
    [Fact]
    public void Real_trades_can_be_measured_directly()
    {
        var rows = SharedFolder.Lines("data/binance_raw_feed/trades/spot_btcusdt_20240809_trades.csv.gz").Skip(1).Select(l => l.Split(',')).ToArray();
        double[] quantity = Array.ConvertAll(rows, r => double.Parse(r[4], CultureInfo.InvariantCulture));
        double[] buys = [.. rows.Zip(quantity).Select(p => p.First[5] == "false" ? p.Second : 0)];
        var (fine, usual, one) = (Vpin.Of(quantity, buys, buckets: 5000)!.Value, Vpin.Of(quantity, buys)!.Value, Vpin.Of(quantity, buys, buckets: 1)!.Value);
        Assert.InRange(fine, usual, 1);
        Assert.InRange(usual, one, fine);
        Assert.InRange(usual, 0.1, 0.9);
    }
}
