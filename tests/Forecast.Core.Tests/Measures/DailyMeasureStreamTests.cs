using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

/// <summary>Finer bars and prices beside the bars: days, sessions and pieces.</summary>
public sealed class DailyMeasureStreamTests
{
    private const long Minute = 60_000_000;
    private static readonly TimeSpan Five = TimeSpan.FromMinutes(5), Hour = TimeSpan.FromHours(1);
    private static readonly long Start = SyntheticBars.Start;

    // A price every minute for two days, the first and the last at midnight, with one move of 5 % into the midnight between.
    private static (long[] Time, double[] Price) Prices()
    {
        var (random, price) = (new SplitMix64(5), 100.0);
        var (time, prices) = (new long[(2 * 1440) + 1], new double[(2 * 1440) + 1]);
        for (var i = 0; i < time.Length; i++)
        {
            if (i > 0) price *= Math.Exp((2e-4 * SyntheticBars.Normal(random)) + (i == 1440 ? 0.05 : 0));
            (time[i], prices[i]) = (Start + (i * Minute), price);
        }
        return (time, prices);
    }

    [Fact]
    public void A_price_at_midnight_that_ends_a_day_counts_in_it_for_every_measure()
    {
        var (time, price) = Prices();
        var days = Measure(time, price, areEnds: true).Since(Start);
        foreach (var measure in new[] { "realized_variance", "realized_kernel" })
        {
            Assert.True(days.Of(measure)[0] > 1e-3, measure);
            Assert.True(days.Of(measure)[1] < 3e-4, measure);
        }
        // A trade at midnight is the next day's.
        var trades = Measure(time, price, areEnds: false);
        Assert.True(trades.Of("realized_kernel")[^1] > 1e-3);
    }

    [Fact]
    public void Prices_in_any_pieces_give_the_same_bits()
    {
        var (time, price) = Prices();
        // Some prices have the time of the one before.
        for (var i = 1; i < time.Length; i += 7) time[i] = time[i - 1];
        var whole = Measure(time, price, areEnds: true);
        Gen.Int[1, 500].Array[1, 6].Sample(
            pieces =>
            {
                var pieced = Measure(time, price, areEnds: true, pieces);
                for (var m = 0; m < whole.Values.Length; m++) Assert.Equal(whole.Values[m], pieced.Values[m]);
            },
            iter: 10);
    }

    [Fact]
    public void A_day_is_over_only_when_its_last_finer_bar_is_there()
    {
        var fine = SyntheticBars.Make(days: 2, minutes: 5);
        var cut = fine.Pick([.. Enumerable.Range(0, (2 * 288) - 11)]);
        DailyMeasures From(BarSeries bars)
        {
            var stream = new DailyMeasureStream(Hour, finest: Five);
            stream.Add(BarAggregation.To(bars, Hour));
            stream.AddFinest(bars);
            return stream.Build();
        }
        Assert.Equal(2, From(fine).Day.Length);
        Assert.Single(From(cut).Day);
    }

    // 09:30 to 16:00: the price at 09:30 is where the first return starts, and the night is no return.
    [Fact]
    public void A_session_has_its_own_returns_and_no_other()
    {
        var session = DaySession.Parse("09:30-16:00");
        var (random, time, price) = (new SplitMix64(9), new List<long>(), new List<double>());
        for (var day = 0; day < 3; day++)
        {
            var level = 100.0 + (20 * day);
            for (var m = 570; m <= 960; m++)
            {
                level *= Math.Exp(1e-3 * SyntheticBars.Normal(random));
                time.Add(Start + (day * Duration.Day) + (m * Minute));
                price.Add(level);
            }
        }
        var bars = PriceBars.Of("t", "T", Five, time.ToArray(), price.ToArray());
        var stream = new DailyMeasureStream(Five, session: session, pricesAreEnds: true);
        stream.Add(bars);
        stream.AddPrices(time.ToArray(), price.ToArray());
        var days = stream.Build();
        Assert.Equal([0, 0, 0], days.MissingBars);
        for (var day = 0; day < 3; day++)
        {
            double Squares(int step) => Enumerable.Range(1, 390 / step).Sum(i => Math.Pow(Math.Log(price[(day * 391) + (i * step)] / price[(day * 391) + ((i - 1) * step)]), 2));
            Assert.Equal(Squares(5), days.Of("realized_variance")[day]!.Value, 1e-15);
            Assert.Equal(Squares(1) / (2 * 390), days.Of("noise_variance")[day]!.Value, 1e-15);
        }
        // Klines of a market that trades on outside of it say nothing of it.
        var minutes = SyntheticBars.Make(days: 3, minutes: 1);
        long[] ends = [.. Enumerable.Range(0, minutes.Count).Select(minutes.End)];
        double[] wild = [.. minutes.Close.Select((c, i) => ends[i] % Duration.Day is var t && (t < session.From || t > session.To) ? 3 * c : c)];
        Assert.Equal(Points(minutes.Close), Points(wild));

        IReadOnlyList<SignaturePoint> Points(double[] close)
        {
            var signature = new SignatureStream([1, 5, 30], session, areEnds: true, TimeSpan.FromMinutes(1));
            signature.Add(ends, close);
            return signature.Build().Points;
        }
    }

    private static DailyMeasures Measure(long[] time, double[] price, bool areEnds, params int[] pieces)
    {
        var stream = new DailyMeasureStream(Five, pricesAreEnds: areEnds);
        stream.Add(PriceBars.Of("t", "T", Five, time, price));
        for (int at = 0, k = 0; at < time.Length; k++)
        {
            var length = pieces.Length == 0 ? time.Length : Math.Min(pieces[k % pieces.Length], time.Length - at);
            stream.AddPrices(time.AsSpan(at, length), price.AsSpan(at, length));
            at += length;
        }
        return stream.Build();
    }
}
