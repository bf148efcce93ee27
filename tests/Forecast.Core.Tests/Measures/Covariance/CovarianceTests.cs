using CsCheck;
using Forecast.Core.Measures;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class CovarianceTests
{
    // Ticks now and then at one time, prices around 100.
    private static readonly Gen<TickSeries> Ticks = Gen.Select(Gen.Long[0, 3], Gen.Double[90, 110]).Array[0, 40].Select(rows => Make(rows, 1));

    [Fact]
    public void Hayashi_Yoshida_is_the_sum_over_all_pairs_of_intervals_that_overlap() =>
        Gen.Select(Ticks, Ticks).Sample(
            (x, y) =>
            {
                var sum = 0.0;
                for (var i = 1; i < x.Count; i++)
                {
                    for (var j = 1; j < y.Count; j++)
                    {
                        if (Math.Max(x.Time[i - 1], y.Time[j - 1]) < Math.Min(x.Time[i], y.Time[j])) sum += Math.Log(x.Price[i] / x.Price[i - 1]) * Math.Log(y.Price[j] / y.Price[j - 1]);
                    }
                }
                var value = HayashiYoshida.Of(x, y);
                if (x.Count < 2 || y.Count < 2) Assert.Null(value);
                else Assert.Equal(sum, value!.Value, 1e-12);
            },
            iter: 300);

    [Fact]
    public void Hayashi_Yoshida_with_itself_is_the_realised_variance_and_on_common_times_the_realised_covariance() =>
        Gen.Select(Ticks, Gen.Double[90, 110].Array[40]).Where((x, _) => x.Count > 1).Sample(
            (x, other) =>
            {
                var (y, all) = (new TickSeries(x.Time, other.AsSpan(0, x.Count)), Enumerable.Range(1, x.Count - 1));
                double[] rx = [.. all.Select(i => Math.Log(x.Price[i] / x.Price[i - 1]))], ry = [.. all.Select(i => Math.Log(y.Price[i] / y.Price[i - 1]))];
                Assert.Equal(RealizedVariance.Of(rx)!.Value, HayashiYoshida.Of(x, x)!.Value, 1e-12);
                Assert.Equal(RealizedCovariance.Of(rx, ry).Covariance!.Value, HayashiYoshida.Of(x, y)!.Value, 1e-12);
            },
            iter: 200);

    [Fact]
    public void Time_and_price_units_and_the_order_of_instruments_do_not_matter_to_a_covariance() =>
        Gen.Select(Ticks, Ticks, Gen.Long[-1_000_000, 1_000_000], Gen.Int[-8, 8]).Sample(
            (x, y, shift, power) =>
            {
                TickSeries Moved(TickSeries s, double k) => new(Array.ConvertAll(s.Time, t => t + shift), Array.ConvertAll(s.Price, p => k * p));
                var value = HayashiYoshida.Of(x, y);
                Assert.Equal(value ?? 0, HayashiYoshida.Of(Moved(x, Math.ScaleB(1, power)), Moved(y, 3)) ?? 0, 1e-12);
                Assert.Equal(value ?? 0, HayashiYoshida.Of(y, x) ?? 0, 1e-12);
                // x turned upside down: the sign of the covariance flips.
                Assert.Equal(-value ?? 0, HayashiYoshida.Of(new TickSeries(x.Time, Array.ConvertAll(x.Price, p => 1 / p)), y) ?? 0, 1e-12);
            },
            iter: 200);

    [Fact]
    public void A_stream_of_ticks_gives_the_bits_of_the_columns() =>
        Gen.Select(Ticks, Ticks).Sample(
            (x, y) =>
            {
                var stream = default(HayashiYoshida);
                foreach (var (time, price, isX) in x.Time.Zip(x.Price, (t, p) => (t, p, true)).Concat(y.Time.Zip(y.Price, (t, p) => (t, p, false))).OrderBy(t => t.t).ThenByDescending(t => t.Item3))
                {
                    if (isX) stream.AddX(time, price);
                    else stream.AddY(time, price);
                    _ = stream.Covariance;
                }
                Assert.Equal(HayashiYoshida.Of(x, y), stream.Covariance);
            },
            iter: 200);

    [Fact]
    public void Beta_to_itself_is_one_and_a_correlation_never_leaves_its_bounds() =>
        Gen.Select(Gen.Double[-1, 1], Gen.Double[-1, 1], Gen.Double[0.001, 100]).Array[1, 40].Sample(
            rows =>
            {
                double[] x = [.. rows.Select(r => r.Item1)], y = [.. rows.Select(r => r.Item2)], scaled = [.. rows.Select(r => -2 * r.Item1)];
                var own = RealizedCovariance.Of(x, x);
                if (own.Beta is { } beta) Assert.Equal(1, beta);
                var pair = RealizedCovariance.Of(x, y);
                if (pair.Correlation is { } corr) Assert.InRange(corr, -1, 1);
                Assert.Equal(pair.Correlation ?? 0, -RealizedCovariance.Of(scaled, y).Correlation ?? 0, 1e-12);
                if (own.Beta is not null) Assert.Equal(-2, RealizedCovariance.Of(x, scaled).Beta!.Value, 1e-12);
            },
            iter: 200);

    [Fact]
    public void Refresh_times_are_those_at_which_every_instrument_has_a_new_price()
    {
        var x = new TickSeries([1, 3, 4, 4, 9, 12], [10, 11, 12, 13, 14, 15]);
        var y = new TickSeries([2, 5, 6, 12], [20, 21, 22, 23]);
        var sample = RefreshTime.Sample([x, y]);
        Assert.Equal([2, 5, 9, 12], sample.Time);
        Assert.Equal([10, 13, 14, 15], sample.Price[0]);
        Assert.Equal([20, 21, 22, 23], sample.Price[1]);
        Assert.Equal(x.Time, RefreshTime.Sample([x]).Time);
        Assert.Empty(RefreshTime.Sample([x, new TickSeries([], [])]).Time);
        Assert.Equal([Math.Log(13.0 / 10), Math.Log(14.0 / 13), Math.Log(15.0 / 14)], sample.Returns(0));
    }

    [Fact]
    public void Refresh_sampling_follows_its_definition() =>
        Gen.Select(Ticks, Ticks, Ticks).Sample(
            (a, b, c) =>
            {
                TickSeries[] all = [a, b, c];
                var sample = RefreshTime.Sample(all);
                var last = long.MinValue;
                foreach (var (time, row) in sample.Time.Select((t, i) => (t, i)))
                {
                    Assert.Equal(all.Max(s => s.Time.First(t => t > last)), time);
                    for (var k = 0; k < all.Length; k++) Assert.Equal(all[k].Price[Array.FindLastIndex(all[k].Time, t => t <= time)], sample.Price[k][row]);
                    last = time;
                }
                Assert.Contains(all, s => !s.Time.Any(t => t > last));
            },
            iter: 200);

    [Fact]
    public void A_grid_takes_the_last_price_at_or_before_each_time_and_none_from_the_future()
    {
        var (x, y) = (new TickSeries([5, 10, 10, 25], [1, 2, 3, 4]), new TickSeries([8, 21], [7, 8]));
        var sample = PreviousTick.Sample([x, y], start: 0, end: 30, step: 10);
        Assert.Equal([10, 20, 30], sample.Time);
        Assert.Equal([3, 3, 4], sample.Price[0]);
        Assert.Equal([7, 7, 8], sample.Price[1]);
    }

    [Fact]
    public void What_is_not_ticks_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TickSeries([2, 1], [1, 1]));
        Assert.Throws<ArgumentException>(() => new TickSeries([1, 2], [1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TickSeries([1], [0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TickSeries([1], [double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => RealizedCovariance.Of([double.NaN], [1]));
        var stream = default(HayashiYoshida);
        stream.AddX(5, 1);
        Assert.Throws<ArgumentException>(() => stream.AddX(5, 1));
        Assert.Throws<ArgumentException>(() => stream.AddY(4, 1));
        Assert.Null(stream.Covariance);
        Assert.Null(default(RealizedCovariance).Covariance);
        Assert.Null(RealizedCovariance.Of([0, 0], [1, 1]).Correlation);
        Assert.Null(RealizedCovariance.Of([0, 0], [1, 1]).Beta);
    }

    // Two Brownian motions with correlation 0.6, seen at times of their own: synchronised on a fine grid the covariance is lost (Epps), Hayashi and Yoshida keep it.
    [Fact]
    public void Prices_at_different_times_keep_their_covariance()
    {
        const int Paths = 200, Fine = 4000;
        const double Correlation = 0.6;
        var (kept, lost) = (new double[Paths], new double[Paths]);
        for (var p = 0; p < Paths; p++)
        {
            var random = Xoshiro256.Stream((ulong)p, "pair");
            var (x, y, tx, ty, px, py) = (0.0, 0.0, new List<long>(), new List<long>(), new List<double>(), new List<double>());
            for (var i = 0; i <= Fine; i++)
            {
                if (i > 0)
                {
                    var shared = random.NextNormal() / Math.Sqrt(Fine);
                    x += shared;
                    y += (Correlation * shared) + (Math.Sqrt(1 - (Correlation * Correlation)) * random.NextNormal() / Math.Sqrt(Fine));
                }
                if (i % Fine == 0 || random.NextUniform() < 0.1) (tx, px) = ([.. tx, i], [.. px, Math.Exp(x)]);
                if (i % Fine == 0 || random.NextUniform() < 0.1) (ty, py) = ([.. ty, i], [.. py, Math.Exp(y)]);
            }
            TickSeries[] both = [new([.. tx], [.. px]), new([.. ty], [.. py])];
            kept[p] = HayashiYoshida.Of(both[0], both[1])!.Value;
            var grid = PreviousTick.Sample(both, 0, Fine, 2);
            lost[p] = RealizedCovariance.Of(grid.Returns(0), grid.Returns(1)).Covariance!.Value;
        }
        var error = Math.Sqrt(kept.Average(v => (v - kept.Average()) * (v - kept.Average())) / Paths);
        Assert.Equal(Correlation, kept.Average(), 4 * error);
        Assert.InRange(lost.Average(), 0, 0.5 * Correlation);
    }

    private static TickSeries Make((long Wait, double Price)[] rows, long start)
    {
        var time = new long[rows.Length];
        for (var i = 0; i < rows.Length; i++) time[i] = (i == 0 ? start : time[i - 1]) + rows[i].Wait;
        return new TickSeries(time, Array.ConvertAll(rows, r => r.Price));
    }
}
