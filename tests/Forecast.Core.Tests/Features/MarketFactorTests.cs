using Forecast.Core.Features;
using Forecast.Core.Market;
using Forecast.Core.Numerics;
using Xunit;

namespace Forecast.Core.Tests.Features;

public sealed class MarketFactorTests
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(14), Week = TimeSpan.FromDays(7);

    [Fact]
    public void The_common_move_of_instruments_is_found_and_weighs_by_how_much_they_share()
    {
        var (bars, common, volume) = Market(days: 60, [0.9, 0.9, 0.3, 0.9]);
        var factor = MarketFactor.From(bars, Window, Week);
        var last = factor.ReturnLoadings[^1];
        Assert.Equal(["test/A", "test/B", "test/C", "test/D"], last.Symbols);
        Assert.True(last.Weights[2] < 0.7 * last.Weights[0] && last.Weights[2] > 0);
        // Three proxies whose noise is √(1 − 0.81) each: their mean has correlation 0.96 with what they share.
        Assert.InRange(Correlation(factor.Return, bars[0].End(0), common), 0.94, 1);
        Assert.InRange(Correlation(factor.Volume, bars[0].End(0), volume), 0.94, 1);
        Assert.Equal(1, factor.Return.Value.Select(v => v * v).Average(), 0.15);
    }

    [Fact]
    public void One_instrument_is_its_own_factor()
    {
        var bars = Market(days: 30, [0.8]).Bars[0];
        var factor = MarketFactor.From([bars], Window, Week);
        var at = Instant.Parse("2023-01-23T00:00:00Z");
        int[] window = [.. Enumerable.Range(1, bars.Count - 1).Where(i => bars.End(i) <= at && bars.End(i) > at - (14 * Duration.Day))];
        double R(int i) => Math.Log(bars.Close[i] / bars.Close[i - 1]);
        var mean = window.Average(R);
        var next = window[^1] + 1;
        Assert.Equal(336, window.Length);
        Assert.Equal((R(next) - mean) / Math.Sqrt(window.Sum(i => Math.Pow(R(i) - mean, 2)) / 335), factor.Return.At(at + Duration.Hour, at + Duration.Hour)!.Value, 1e-9);
        var loadings = Assert.Single(factor.ReturnLoadings, l => l.From == at);
        Assert.Equal((1.0, 1.0), (loadings.Weights[0], loadings.Variance));
    }

    [Fact]
    public void Later_bars_and_far_earlier_ones_change_no_bit()
    {
        var bars = Market(days: 70, [0.9, 0.7, 0.5]).Bars;
        var whole = MarketFactor.From(bars, Window, Week);
        foreach (var hours in new[] { 500, 504, 505, 1000 })
        {
            var instant = SyntheticBars.Start + (hours * Duration.Hour);
            var cut = MarketFactor.From([.. bars.Select(b => b.Until(instant))], Window, Week);
            Assert.Equal(Until(whole.Return, instant), Until(cut.Return, long.MaxValue));
            Assert.Equal(Until(whole.Volume, instant), Until(cut.Volume, long.MaxValue));
            var altered = MarketFactor.From([.. bars.Select(b => SyntheticBars.AlterAfter(b, instant))], Window, Week);
            Assert.Equal(Until(whole.Return, instant), Until(altered.Return, instant));
        }
        // Data that begin 30 days later: after a window and a refit all is as it was.
        var late = MarketFactor.From([.. bars.Select(b => b.Pick([.. Enumerable.Range(720, b.Count - 720)]))], Window, Week);
        var from = SyntheticBars.Start + (51 * Duration.Day);
        Assert.Equal(Until(whole.Return, long.MaxValue).Where(v => v.Time > from), Until(late.Return, long.MaxValue).Where(v => v.Time > from));
    }

    [Fact]
    public void The_order_of_instruments_does_not_matter()
    {
        var bars = Market(days: 30, [0.9, 0.7, 0.5]).Bars;
        Assert.Equal(MarketFactor.From(bars, Window, Week).Return.Value, MarketFactor.From([bars[2], bars[0], bars[1]], Window, Week).Return.Value);
    }

    [Fact]
    public void Instruments_take_part_when_they_have_half_a_window_and_the_factor_while_half_of_its_weight_is_there()
    {
        var bars = Market(days: 60, [0.9, 0.9, 0.9]).Bars;
        // B is listed on day 16: on day 21 it has 5 days of 14, on day 28 it has 12. From day 43 on only B is there.
        var listed = bars[1].Pick([.. Enumerable.Range(16 * 24, 44 * 24)]);
        BarSeries Gone(BarSeries b) => b.Pick([.. Enumerable.Range(0, 43 * 24)]);
        var factor = MarketFactor.From([Gone(bars[0]), listed, Gone(bars[2])], Window, Week);
        long Day(int d) => SyntheticBars.Start + (d * Duration.Day);
        FactorLoadings At(int d) => Assert.Single(factor.ReturnLoadings, l => l.From == Day(d));
        Assert.Equal(["test/A", "test/C"], At(21).Symbols);
        Assert.Equal(["test/A", "test/B", "test/C"], At(28).Symbols);
        Assert.NotNull(factor.Return.At(Day(43), Day(43), 0));
        Assert.Null(factor.Return.At(Day(44), Day(44), 0));
        Assert.Equal(["test/A", "test/B", "test/C"], At(49).Symbols);
        Assert.Null(factor.Return.At(Day(56), Day(56), 0));
        Assert.Equal(["test/B"], At(56).Symbols);
        Assert.NotNull(factor.Return.At(Day(57), Day(57), 0));
        Assert.DoesNotContain(factor.Return.Time, t => t <= Day(7));
    }

    [Fact]
    public void A_price_that_stands_still_and_volume_that_is_absent_make_no_factor()
    {
        var still = SyntheticBars.Walk(30 * 24, TimeSpan.FromHours(1), new SplitMix64(1), 0);
        Assert.Empty(MarketFactor.From([still], Window, Week).Return.Value);
        Assert.Empty(MarketFactor.From([still], Window, Week).Volume.Value);
        Assert.Empty(MarketFactor.From([still.Pick([])], Window, Week).Return.Value);
    }

    [Fact]
    public void What_cannot_be_joined_is_refused()
    {
        var bars = SyntheticBars.Make(days: 2);
        Assert.Throws<ArgumentException>(() => MarketFactor.From([], Window, Week));
        Assert.Throws<ArgumentException>(() => MarketFactor.From([bars, bars], Window, Week));
        Assert.Throws<ArgumentException>(() => MarketFactor.From([bars, SyntheticBars.Make(days: 2, minutes: 60)], Window, Week));
        Assert.Throws<ArgumentException>(() => MarketFactor.From([bars], Window, TimeSpan.FromMinutes(20)));
    }

    [Fact]
    public void Seven_real_coins_move_together()
    {
        string[] coins = ["ADA", "BNB", "BTC", "DOGE", "ETH", "SOL", "XRP"];
        BarSeries[] bars = [.. coins.Select(c => RealBars.Read($"data/klines/1d/{c}USDT.csv.gz", TimeSpan.FromDays(1)))];
        var factor = MarketFactor.From(bars, TimeSpan.FromDays(182), Week);
        var last = factor.ReturnLoadings[^1];
        Assert.Equal(7, last.Symbols.Count);
        Assert.All(last.Weights, w => Assert.InRange(w, 0.2, 0.6));
        Assert.InRange(last.Variance / 7, 0.5, 0.95);
        Assert.InRange(factor.Volume.Value.Select(v => v * v).Average(), 0.5, 8);
    }

    private static IEnumerable<(long Time, double Value)> Until(AsOfSeries series, long instant) => series.Time.Zip(series.Value).Where(v => v.First <= instant);

    private static double Correlation(AsOfSeries factor, long first, double[] truth)
    {
        double[] x = factor.Value, y = [.. factor.Time.Select(t => truth[(t - first) / Duration.Hour])];
        double Covariance(double[] a, double[] b) => a.Zip(b).Average(p => (p.First - a.Average()) * (p.Second - b.Average()));
        return Covariance(x, y) / Math.Sqrt(Covariance(x, x) * Covariance(y, y));
    }

    // Hourly bars whose returns, and log volumes, have these correlations with a common number.
    private static (BarSeries[] Bars, double[] Return, double[] Volume) Market(int days, double[] share)
    {
        var random = new SplitMix64(21);
        double[] Normals() => [.. Enumerable.Range(0, days * 24).Select(_ => SyntheticBars.Normal(random))];
        var (common, volume) = (Normals(), Normals());
        BarSeries Bars(double rho, int k)
        {
            var (own, ownVolume, close) = (Normals(), Normals(), new double[common.Length + 1]);
            close[0] = 100;
            for (var i = 0; i < common.Length; i++) close[i + 1] = close[i] * Math.Exp(0.004 * ((rho * common[i]) + (Math.Sqrt(1 - (rho * rho)) * own[i])));
            var bars = SyntheticBars.FromCloses(close, 60);
            return new BarSeries
            {
                Venue = "test", Symbol = ((char)('A' + k)).ToString(), Interval = bars.Interval, OpenTime = bars.OpenTime, Open = bars.Open, High = bars.High, Low = bars.Low, Close = bars.Close,
                Volume = [.. volume.Zip(ownVolume).Select(v => Math.Exp((rho * v.First) + (Math.Sqrt(1 - (rho * rho)) * v.Second)))],
            }.Validated();
        }
        return ([.. share.Select(Bars)], common, volume);
    }
}
