using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class TickMeasuresTests
{
    private const long Step = 60_000_000;

    [Fact]
    public void Bars_are_those_of_a_plain_double_loop() => TickSample.Any.Sample(ticks =>
    {
        var t = ticks.Measure();
        var bars = Enumerable.Range(0, ticks.Count).GroupBy(i => ticks.Time[i] / Step).Select(g => g.ToArray()).ToArray();
        Assert.Equal(bars.Select(b => ticks.Time[b[0]] / Step * Step), t.OpenTime);
        for (var k = 0; k < bars.Length; k++)
        {
            var distinct = bars[k].Where(i => i + 1 == ticks.Count || ticks.Time[i + 1] != ticks.Time[i]).Select(i => ticks.Price[i]).ToList();
            if (k > 0 && t.OpenTime[k] - t.OpenTime[k - 1] == Step) distinct.Insert(0, ticks.Price[bars[k][0] - 1]);
            var r = new List<double>();
            for (var i = 1; i < distinct.Count; i++) r.Add(LogReturn.Of(distinct[i - 1], distinct[i]));
            var (n, rv) = (r.Count, r.Sum(x => x * x));
            Assert.Equal(n, t.Returns[k]);
            Same(n > 0 ? rv : null, t.Variance[k]);
            Same(n > 1 ? Math.PI / 2 * Enumerable.Range(1, n - 1).Sum(i => Math.Abs(r[i] * r[i - 1])) : null, t.Bipower[k]);
            Same(n > 0 ? r.Where(x => x < 0).Sum(x => x * x) : null, t.DownSemivariance[k]);
            Same(n > 0 ? r.Where(x => x > 0).Sum(x => x * x) : null, t.UpSemivariance[k]);
            Same(n > 0 ? n / 3.0 * r.Sum(x => x * x * x * x) : null, t.Quarticity[k]);
            Same(rv > 0 ? n * r.Sum(x => x * x * x * x) / (rv * rv) : null, t.Kurtosis[k]);
            if (rv > 0) Assert.Equal(Math.Sqrt(n) * r.Sum(x => x * x * x) / Math.Pow(rv, 1.5), t.Skewness[k]!.Value, 1e-12 * Math.Sqrt(n) * r.Sum(x => Math.Abs(x * x * x)) / Math.Pow(rv, 1.5));
            else Assert.Null(t.Skewness[k]);
            var (prices, quantities) = (bars[k].Select(i => ticks.Price[i]).ToArray(), bars[k].Select(i => ticks.Quantity[i]).ToArray());
            Assert.Equal((prices[0], prices.Max(), prices.Min(), prices[^1]), (t.Open[k], t.High[k], t.Low[k], t.Close[k]));
            Assert.Equal((bars[k].Length, quantities.Max()), ((int)t.Trades[k], t.LargestTrade[k]));
            Same(quantities.Sum(), t.Volume[k]);
            if (bars[k].Any(i => ticks.Side[i] == 0)) Assert.Null(t.SignedVolume[k]);
            else Assert.Equal(bars[k].Sum(i => ticks.Quantity[i] * ticks.Side[i]), t.SignedVolume[k]!.Value, 1e-12 * t.Volume[k]);
        }
    }, iter: 300);

    /// <summary>However the trades are cut into pieces, in the middle of one time too, every column has the same bits, and so has the variance alone.</summary>
    [Fact]
    public void Pieces_do_not_matter() => Gen.Select(TickSample.Any, Gen.Int[1, 50]).Sample((ticks, size) =>
    {
        var whole = ticks.Measure();
        Assert.Equal(TickSample.Bits(whole), TickSample.Bits(ticks.Measure(size)));
        Assert.Equal(TickSample.Bits(ticks.Measure(contract: 100)), TickSample.Bits(ticks.Measure(size, 100)));
        Assert.Equal(whole.Variance, ticks.Variance(size).Variance);
        Assert.Equal(whole.OpenTime, ticks.Variance().OpenTime);
        Assert.Equal(whole.Returns, ticks.Variance().Returns);
    }, iter: 300);

    /// <summary>Vectors of whatever width do what eight scalar lanes do, to the bit.</summary>
    [Fact]
    public void The_bits_are_those_of_eight_scalar_lanes() => Gen.Select(Gen.Int[-3, 3].Array[2, 3000], Gen.Int[1, 3000]).Sample((moves, piece) =>
    {
        var price = 5000;
        var ticks = TickSample.Of([.. moves.Select((m, i) => (TickSample.Start + (i * 10_000L), (price += m) / 7.0, (1 + (i % 11)) / 3.0, (sbyte)(m < 0 ? -1 : 1)))]);
        double[] second = new double[8], third = new double[8], fourth = new double[8], pairs = new double[8], volume = new double[8];
        for (var i = 0; i < moves.Length; i++) volume[i % 8] += ticks.Quantity[i];
        for (var (i, before) = (0, 0.0); i + 1 < moves.Length; i++)
        {
            var r = LogReturn.Of(ticks.Price[i], ticks.Price[i + 1]);
            second[i % 8] = Math.FusedMultiplyAdd(r, r, second[i % 8]);
            third[i % 8] = Math.FusedMultiplyAdd(r * r, r, third[i % 8]);
            fourth[i % 8] = Math.FusedMultiplyAdd(r * r, r * r, fourth[i % 8]);
            pairs[i % 8] = Math.FusedMultiplyAdd(Math.Abs(r), Math.Abs(before), pairs[i % 8]);
            before = r;
        }
        var (t, n, rv) = (ticks.Measure(piece), moves.Length - 1, Sum(second));
        Assert.Equal((rv, n / 3.0 * Sum(fourth), Sum(volume)), (t.Variance[0]!.Value, t.Quarticity[0]!.Value, t.Volume[0]));
        Assert.Equal(n > 1 ? Math.PI / 2 * Sum(pairs) : null, t.Bipower[0]);
        Assert.Equal(rv > 0 ? Math.Sqrt(n) * Sum(third) / (rv * Math.Sqrt(rv)) : null, t.Skewness[0]);

        static double Sum(double[] v) => ((v[0] + v[4]) + (v[2] + v[6])) + ((v[1] + v[5]) + (v[3] + v[7]));
    }, iter: 50);

    [Fact]
    public void Trades_of_one_time_may_be_merged() => TickSample.Any.Sample(ticks =>
        Assert.Equal(TickSample.Bits(ticks.Measure(), true), TickSample.Bits(ticks.Merged().Measure(), true)), iter: 200);

    [Fact]
    public void The_scale_of_prices_and_whole_bars_of_time_do_not_matter() => Gen.Select(TickSample.Any, Gen.Int[-40, 40], Gen.Double[0.001, 1000]).Sample((ticks, k, scale) =>
    {
        TickSample Times(double by) => ticks with { Price = [.. ticks.Price.Select(p => p * by)] };
        var (t, scaled) = (ticks.Measure(), Times(scale).Measure());
        Assert.Equal(TickSample.Bits(t, true), TickSample.Bits(Times(Math.ScaleB(1, k)).Measure(), true));
        Assert.Equal(TickSample.Bits(t), TickSample.Bits((ticks with { Time = [.. ticks.Time.Select(x => x + (k * Step))] }).Measure()));
        // A price is rounded by 2^-53 of itself when scaled: of a move of one step, 10^-4 of the price, that is 10^-12.
        for (var i = 0; i < t.Count; i++) if (t.Variance[i] is { } v) Assert.Equal(v, scaled.Variance[i]!.Value, 1e-9 * v);
    }, iter: 200);

    [Fact]
    public void Days_that_are_hardly_there()
    {
        Assert.Equal(0, new TickMeasures("S", TickSample.Bar).Build().Count);
        var one = TickSample.At((5, 100)).Measure();
        Assert.Equal((1L, 0L, 100.0), (one.Trades[0], one.Returns[0], one.Close[0]));
        Assert.All([one.Variance[0], one.Bipower[0], one.DownSemivariance[0], one.UpSemivariance[0], one.Quarticity[0], one.Skewness[0], one.Kurtosis[0]], v => Assert.Null(v));
        var constant = TickSample.At((5, 100), (6, 100), (7, 100)).Measure();
        Assert.Equal((2L, 0.0, 0.0, 0.0), (constant.Returns[0], constant.Variance[0]!.Value, constant.Bipower[0]!.Value, constant.Quarticity[0]!.Value));
        Assert.Null(constant.Skewness[0]);
        Assert.Null(constant.Kurtosis[0]);
    }

    [Fact]
    public void A_halt_has_no_return_and_a_jump_in_the_first_tick_has_one()
    {
        var halt = TickSample.At((5, 100), (185, 120), (186, 121)).Measure();
        Assert.Equal([0L, 1L], halt.Returns);
        Assert.Equal(Math.Pow(Math.Log(121.0 / 120), 2), halt.Variance[1]!.Value, 1e-15);
        var jump = TickSample.At((5, 100), (65, 120), (66, 120)).Measure();
        Assert.Equal([0L, 2L], jump.Returns);
        Assert.Equal(Math.Pow(Math.Log(1.2), 2), jump.Variance[1]!.Value, 1e-15);
        Assert.Equal(0, jump.Bipower[1]);
    }

    [Fact]
    public void What_is_out_of_order_or_domain_is_refused()
    {
        var message = Assert.Throws<ArgumentException>(() => TickSample.At((60, 100), (59, 100)).Measure()).Message;
        Assert.Contains("2024-08-05T00:00:59Z comes after one at 2024-08-05T00:01:00Z", message, StringComparison.Ordinal);
        for (var bad = 0; bad < 40; bad++)
        {
            (double, double)[] good = [.. Enumerable.Range(0, 40).Select(i => (i + 1.0, 100.0))];
            foreach (var wrong in new[] { double.NaN, 0, -1, double.PositiveInfinity })
            {
                var ticks = TickSample.At(good);
                ticks.Price[bad] = wrong;
                Assert.Throws<ArgumentException>(() => ticks.Measure());
                Assert.Throws<ArgumentException>(() => ticks.Variance(7));
                (ticks.Price[bad], ticks.Quantity[bad]) = (100, wrong == 0 ? -0.5 : wrong);
                Assert.Contains(Instant.Format(ticks.Time[bad]), Assert.Throws<ArgumentException>(() => ticks.Measure()).Message, StringComparison.Ordinal);
            }
            var side = TickSample.At(good);
            side.Side[bad] = 2;
            Assert.Throws<ArgumentException>(() => side.Measure());
            if (bad > 0) Assert.Throws<ArgumentException>(() => TickSample.At([.. good.Select((t, i) => i == bad ? (t.Item1 - 1.5, t.Item2) : t)]).Variance());
        }
        Assert.Throws<ArgumentException>(() => new TickMeasures("S", TickSample.Bar).Add([1], [1], [1], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TickVariance("S", TimeSpan.Zero));
    }

    [Fact]
    public void Nothing_is_allocated_per_trade()
    {
        var ticks = TickSample.At([.. Enumerable.Range(0, 50_000).Select(i => (i / 1000.0, 100 + (0.01 * (i % 7))))]);
        var (measures, variance) = (new TickMeasures("S", TickSample.Bar), new TickVariance("S", TickSample.Bar));
        var done = 0;
        Assert.Equal(0, Allocation.Of(() => Add(done, 10_000)));
        Assert.Equal(30_000, done);

        void Add(int from, int count)
        {
            measures.Add(ticks.Time.AsSpan(from, count), ticks.Price.AsSpan(from, count), ticks.Quantity.AsSpan(from, count), ticks.Side.AsSpan(from, count));
            variance.Add(ticks.Time.AsSpan(from, count), ticks.Price.AsSpan(from, count));
            done += count;
        }
    }

    [Fact]
    public void An_inverse_contract_is_worth_quote_currency_and_bars_are_those_of_trades() => TickSample.Any.Sample(ticks =>
    {
        foreach (var contract in new double?[] { null, 100 })
        {
            var other = new TradeBars("v", "S", TickSample.Bar, contract);
            other.Add(ticks.Time, ticks.Price, ticks.Quantity, ticks.Side);
            var (theirs, ours) = (other.Build(), ticks.Measure(contract: contract).Bars("v", "S"));
            Assert.Equal(theirs.OpenTime, ours.OpenTime);
            Assert.Equal(theirs.High, ours.High);
            Assert.Equal(theirs.Trades!, ours.Trades!);
            Assert.Equal(theirs.TakerBuyBase is null, ours.TakerBuyBase is null);
            for (var i = 0; i < ours.Count; i++)
            {
                Same(theirs.Volume![i], ours.Volume![i]);
                if (ours.TakerBuyBase is { } buys) Assert.Equal(theirs.TakerBuyBase![i], buys[i], 1e-12 * ours.Volume[i]);
            }
        }
    }, iter: 100);

    private static void Same(double? expected, double? actual)
    {
        Assert.Equal(expected is null, actual is null);
        if (expected is { } e) Assert.Equal(e, actual!.Value, 1e-12 * Math.Abs(e));
    }
}
