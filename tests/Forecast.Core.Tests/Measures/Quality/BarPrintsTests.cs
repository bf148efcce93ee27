using CsCheck;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Xunit;

namespace Forecast.Core.Tests.Measures;

public sealed class BarPrintsTests
{
    private const int Days = 6;
    private static readonly Gen<int> Seed = Gen.Int[1, 50];
    private static readonly Gen<int> Row = Gen.Int[2, (Days * 96) - 5];
    private static readonly Gen<double> Wild = Gen.Int[0, 6].Select(i => new[] { 1000, 0.001, 10, 0.1, 100, 7, 0.15 }[i]);

    [Fact]
    public void An_ordinary_market_has_no_verdicts() => Seed.Sample(seed => Assert.Empty(BarPrints.Judge(Bars(seed))), iter: 20);

    [Fact]
    public void A_wild_print_is_bad_wherever_it_is_and_takes_no_neighbour_with_it() =>
        Gen.Select(Seed, Row, Wild, Gen.Int[0, 3]).Sample((seed, row, factor, where) =>
        {
            var bars = Bars(seed);
            Spoil(bars, row, factor, where);
            var verdict = Assert.Single(BarPrints.Judge(bars));
            Assert.Equal((row, PrintQuality.Bad), (verdict.Row, verdict.Quality));
            Assert.InRange(Math.Abs(Math.Log(verdict.Ratio / factor)), 0, 0.1);
            // A power of ten shows unless the bar moved by itself, too.
            if (Math.Abs(Math.Log(verdict.Ratio / factor)) < 0.019) Assert.Equal(factor is 7 or 0.15 ? PrintVerdict.PriceSpike : PrintVerdict.DecimalShift, verdict.Rule);
        }, iter: 300);

    [Fact]
    public void A_single_print_20_percent_off_is_bad_where_the_next_bar_does_not_join_it() =>
        Gen.Select(Seed, Row, Gen.Bool.Select(up => up ? 1.2 : 0.8)).Sample((seed, row, factor) =>
        {
            var bars = Bars(seed);
            // Where the market itself moves that much nothing can be told: the rule is ten robust deviations, and back to a quarter of the move, the bar's own included.
            var move = Math.Abs(Math.Log(factor * bars.Close[row] / bars.Close[row - 1]));
            if (10 * Deviation(bars, row) > 0.9 * move || !Enumerable.Range(row + 1, 3).Any(j => Math.Abs(Math.Log(bars.Close[j] / bars.Close[row - 1])) < 0.2 * move)) return;
            Spoil(bars, row, factor, where: 0);
            Assert.Equal((row, PrintQuality.Bad), Assert.Single(BarPrints.Judge(bars).Select(v => (v.Row, v.Quality))));
        }, iter: 100);

    // 1.4826 × median |r| of the 96 returns before a bar, or of the file's first where it begins later.
    private static double Deviation(BarSeries bars, int row)
    {
        var end = Math.Max(row, 96);
        var moves = Enumerable.Range(end - 95, 95).Select(i => Math.Abs(Math.Log(bars.Close[i] / bars.Close[i - 1]))).Order().ToArray();
        return 1.4826 * moves[moves.Length / 2];
    }

    [Fact]
    public void A_first_bar_may_be_the_bad_one()
    {
        var bars = Bars(3);
        Spoil(bars, 0, 1000, where: 1);
        Assert.Equal((0, PrintQuality.Bad), Assert.Single(BarPrints.Judge(bars).Select(v => (v.Row, v.Quality))));
    }

    // A perpetual counts in dollars only, and some sources say nothing of what was traded: a crash that comes back half way is one all the same.
    [Theory]
    [InlineData("quote volume")]
    [InlineData("trades")]
    [InlineData("nothing")]
    public void A_crash_is_kept_whatever_the_bars_say_of_volume(string known)
    {
        var close = Closes(5);
        (close[300], close[301], close[302]) = (close[299] * 0.82, close[299] * 0.78, close[299] * 0.97);
        var bars = SyntheticBars.FromCloses(close, 15);
        close = bars.Close;
        var flow = bars.Volume!.ToArray();
        for (var i = 298; i < 304; i++) flow[i] *= 40;
        var opens = close.Prepend(close[0]).Take(close.Length).ToArray();
        bars = new BarSeries
        {
            Venue = bars.Venue, Symbol = bars.Symbol, Interval = bars.Interval, OpenTime = bars.OpenTime, Open = opens, Close = close,
            High = [.. opens.Zip(close, Math.Max)], Low = [.. opens.Zip(close, Math.Min)],
            QuoteVolume = known == "quote volume" ? flow : null, Trades = known == "trades" ? Array.ConvertAll(flow, v => (long)(1000 * v)) : null,
        }.Validated();
        Assert.Empty(BarPrints.Judge(bars));
    }

    // 40 % down within a bar: kept where it stays down, and where it comes back over joined bars in which far more was traded than usual.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_real_crash_is_kept(bool comesBack)
    {
        var close = Closes(5);
        for (var i = 301; i < close.Length; i++) close[i] *= i < 303 || !comesBack ? 0.6 : 1;
        var bars = SyntheticBars.FromCloses(close, 15);
        for (var i = 300; i < 304; i++) bars.Volume![i] *= 40;
        Assert.Empty(BarPrints.Judge(bars));

        Spoil(bars, 298, 1000, where: 1);
        Spoil(bars, 301, 1000, where: 2);
        Assert.Equal([298, 301], BarPrints.Judge(bars).Where(v => v.Quality == PrintQuality.Bad).Select(v => v.Row));
    }

    [Fact]
    public void A_shift_of_the_decimal_point_over_hours_is_bad_and_one_that_stays_is_kept()
    {
        var bars = Bars(9);
        for (var i = 200; i < 230; i++) Spoil(bars, i, 0.01, where: 1);
        Assert.Equal(Enumerable.Range(200, 30), BarPrints.Judge(bars).Where(v => v is { Quality: PrintQuality.Bad, Rule: PrintVerdict.DecimalShift }).Select(v => v.Row));
        for (var i = 230; i < bars.Count; i++) Spoil(bars, i, 0.01, where: 1);
        Assert.Empty(BarPrints.Judge(bars));
    }

    [Fact]
    public void The_last_bar_is_suspect_until_the_next_ones_tell()
    {
        var bars = Bars(4);
        var (row, end) = (400, 404);
        Spoil(bars, row, 0.5, where: 0);
        Assert.Equal((row, PrintQuality.Suspect), Assert.Single(BarPrints.Judge(bars.Pick([.. Enumerable.Range(0, row + 1)])).Select(v => (v.Row, v.Quality))));
        Assert.Equal((row, PrintQuality.Bad), Assert.Single(BarPrints.Judge(bars.Pick([.. Enumerable.Range(0, row + 2)])).Select(v => (v.Row, v.Quality))));
        for (var i = row + 1; i < bars.Count; i++) Spoil(bars, i, 0.5, where: 1);
        Assert.Empty(BarPrints.Judge(bars.Pick([.. Enumerable.Range(0, end)])));
    }

    [Fact]
    public void Later_bars_change_no_settled_verdict() =>
        Gen.Select(Seed, Row, Wild, Gen.Int[1, 200]).Sample((seed, row, factor, more) =>
        {
            var bars = Bars(seed);
            Spoil(bars, row, factor, where: 1);
            var cut = Math.Min(bars.Count, row + 1 + 96 + more);
            var whole = BarPrints.Judge(bars);
            Assert.Equal(whole.Where(v => v.Row < cut - 97), BarPrints.Judge(bars.Pick([.. Enumerable.Range(0, cut)])).Where(v => v.Row < cut - 97));
        }, iter: 100);

    [Fact]
    public void A_price_that_stands_still_while_volume_is_traded_is_suspect_and_a_quiet_market_is_not()
    {
        var bars = Bars(6);
        for (var i = 300; i < 324; i++) bars.Open[i] = bars.High[i] = bars.Low[i] = bars.Close[i] = bars.Close[299];
        var stuck = BarPrints.Judge(bars);
        Assert.Equal(Enumerable.Range(300, 24), stuck.Select(v => v.Row));
        Assert.All(stuck, v => Assert.Equal((PrintQuality.Suspect, PrintVerdict.StuckPrice), (v.Quality, v.Rule)));
        for (var i = 300; i < 324; i++) (bars.Volume![i], bars.Trades![i]) = (0, 0);
        Assert.Empty(BarPrints.Judge(bars));
    }

    // where: 0 the close, 1 the whole bar, 2 the wick, 3 the open.
    private static void Spoil(BarSeries bars, int i, double factor, int where)
    {
        if (where is 0 or 1) bars.Close[i] *= factor;
        if (where is 1 or 3) bars.Open[i] *= factor;
        if (where == 1) (bars.High[i], bars.Low[i]) = (bars.High[i] * factor, bars.Low[i] * factor);
        var most = where == 2 && factor > 1 ? bars.High[i] * factor : Math.Max(bars.Open[i], bars.Close[i]);
        var least = where == 2 && factor < 1 ? bars.Low[i] * factor : Math.Min(bars.Open[i], bars.Close[i]);
        (bars.High[i], bars.Low[i]) = (Math.Max(bars.High[i], most), Math.Min(bars.Low[i], least));
    }

    private static BarSeries Bars(int seed) => SyntheticBars.Make(Days, (ulong)seed);

    private static double[] Closes(int seed)
    {
        var bars = Bars(seed);
        return [bars.Open[0], .. bars.Close];
    }
}
