using System.Globalization;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources;

/// <summary>Bad prints leave a file for the quarantine; real crashes stay in it.</summary>
public sealed class PrintRuleTests
{
    /// <summary>The rules that are tested here.</summary>
    public static readonly string[] Tested = ["price-spike", "decimal-shift", "stuck-price"];

    /// <summary>Days on which the market really crashed: interval, coin, day, and the largest move of a bar that must be there.</summary>
    public static TheoryData<string, string, string, double> Crashes => new()
    {
        { "15m", "BTCUSDT", "2024-08-05", 0.04 }, { "15m", "SOLUSDT", "2024-08-05", 0.05 }, { "15m", "BTCUSDT", "2023-03-10", 0.01 }, { "15m", "XRPUSDT", "2023-03-11", 0.01 },
        { "1h", "BTCUSDT", "2020-03-12", 0.15 }, { "1h", "ETHUSDT", "2020-03-12", 0.15 }, { "1h", "BTCUSDT", "2021-05-19", 0.08 }, { "1h", "SOLUSDT", "2022-11-09", 0.05 },
    };

    [Theory]
    [InlineData("price-spike", 5.5)]
    [InlineData("decimal-shift", 1000)]
    [InlineData("decimal-shift", 0.001)]
    [InlineData("decimal-shift", 10)]
    public void A_wild_print_is_set_aside_with_its_raw_text(string rule, double factor)
    {
        var rows = Klines.Rows(300);
        rows[200] = Times(rows[200], factor);
        var delivery = Klines.Read(Klines.Text(rows));
        var row = Assert.Single(delivery.Quarantine);
        Assert.Equal((rule, 202, rows[200], (Klines.Start + (200 * 900_000)) * 1000), (row.Rule, row.Line, row.Raw, row.Time));
        Assert.Equal(new RowCounts(300, 299, 1, 0), delivery.Rows);
        Assert.Equal((299, 1), (delivery.Bars!.Count, delivery.Gaps!.MissingBars));
        Assert.Empty(delivery.Flagged);
    }

    [Fact]
    public void The_last_bar_and_a_stuck_price_are_kept_and_flagged()
    {
        var rows = Klines.Rows(300);
        rows[299] = Times(rows[299], 3);
        var still = rows[199].Split(',')[4];
        for (var i = 200; i < 230; i++)
        {
            var cells = rows[i].Split(',');
            (cells[1], cells[2], cells[3], cells[4]) = (still, still, still, still);
            rows[i] = string.Join(',', cells);
        }
        var delivery = Klines.Read(Klines.Text(rows));
        Assert.Empty(delivery.Quarantine);
        Assert.Equal((300, 300), (delivery.Rows.Good, delivery.Bars!.Count));
        Assert.Equal(Enumerable.Range(200, 30).Select(i => ("stuck-price", i + 2)).Append(("price-spike", 301)), delivery.Flagged.Select(f => (f.Rule, f.Line)));
    }

    [Theory]
    [MemberData(nameof(Crashes))]
    public void A_real_crash_is_kept_and_a_print_planted_beside_it_is_not(string interval, string symbol, string day, double move)
    {
        var delivery = Klines.Load(SharedFolder($"data/klines/{interval}/{symbol}.csv.gz"), Duration.Parse(interval));
        Assert.Empty(delivery.Quarantine);
        Assert.Empty(delivery.Flagged);
        var bars = delivery.Bars!;
        var from = Instant.Parse(day);
        int[] rows = [.. Enumerable.Range(0, bars.Count).Where(i => bars.OpenTime[i] >= from - (5 * Duration.Day) && bars.OpenTime[i] < from + (2 * Duration.Day))];
        var around = bars.Pick(rows);
        var worst = Enumerable.Range(1, rows.Length - 1).Where(i => around.OpenTime[i] >= from).MaxBy(i => Math.Abs(Math.Log(around.Close[i] / around.Close[i - 1])));
        Assert.True(Math.Abs(Math.Log(around.Close[worst] / around.Close[worst - 1])) > move);
        Assert.Empty(BarPrints.Judge(around));
        foreach (var at in new[] { worst - 2, worst - 1, worst, worst + 1, worst + 3 })
        {
            foreach (var factor in new[] { 1000, 0.001, 10 })
            {
                var spoilt = bars.Pick(rows);
                spoilt.Close[at] *= factor;
                (spoilt.High[at], spoilt.Low[at]) = (Math.Max(spoilt.High[at], spoilt.Close[at]), Math.Min(spoilt.Low[at], spoilt.Close[at]));
                Assert.Equal((at, PrintQuality.Bad), Assert.Single(BarPrints.Judge(spoilt).Select(v => (v.Row, v.Quality))));
            }
        }
    }

    // The price of a coin in a dollar that lost its peg for two days: far off the others, and real.
    [Theory]
    [InlineData("binanceus_BTCUSDC_1m", true)]
    [InlineData("binanceus_BTCUSD_1m", true)]
    [InlineData("kraken_BTCUSDC_1m", false)]
    public void A_depeg_is_kept(string file, bool header)
    {
        var rows = Core.Tests.SharedFolder.Lines($"data/depeg/{file}.csv.gz").Skip(header ? 1 : 0).Select(l => l.Split(',')).ToArray();
        double[] Column(int k) => [.. rows.Select(r => double.Parse(r[k], CultureInfo.InvariantCulture))];
        var bars = new BarSeries
        {
            Venue = "test", Symbol = "BTC", Interval = TimeSpan.FromMinutes(1), OpenTime = [.. rows.Select(r => header ? Instant.Parse(r[0]) : long.Parse(r[0], CultureInfo.InvariantCulture) * 1_000_000)],
            Open = Column(1), High = Column(2), Low = Column(3), Close = Column(4), Volume = Column(5),
        }.Validated();
        Assert.Empty(BarPrints.Judge(bars));
    }

    private static string SharedFolder(string path) => Core.Tests.SharedFolder.File(path);

    private static string Times(string row, double factor)
    {
        var cells = row.Split(',');
        for (var k = 1; k <= 4; k++) cells[k] = (factor * double.Parse(cells[k], CultureInfo.InvariantCulture)).ToString("R", CultureInfo.InvariantCulture);
        return string.Join(',', cells);
    }
}
