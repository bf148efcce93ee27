using CsCheck;
using Forecast.Core.Market;
using Forecast.Sources;
using Xunit;

namespace Forecast.SystemTests.Sources.Binance;

public sealed class ArchivePlanTests
{
    private static readonly DateOnly Late = new(2030, 1, 1);

    [Theory]
    [InlineData("2024-02-01", "2024-02-29", "2024-02")]
    [InlineData("2024-02-01", "2024-02-28", null)]
    [InlineData("2023-02-01", "2023-02-28", "2023-02")]
    [InlineData("2023-12-31", "2024-01-31", "2023-12-31 2024-01")]
    [InlineData("2023-11-30", "2024-01-01", "2023-11-30 2023-12 2024-01-01")]
    [InlineData("2024-01-05", "2024-01-05", "2024-01-05")]
    [InlineData("2024-01-06", "2024-01-05", "")]
    public void Whole_months_come_by_the_month_and_the_rest_by_the_day(string from, string to, string? expected)
    {
        var plan = ArchivePlan.Of(DateOnly.Parse(from), DateOnly.Parse(to), Late, BinanceKind.Klines);
        Assert.Equal(expected ?? string.Join(' ', Enumerable.Range(1, 28).Select(d => $"2024-02-{d:00}")), string.Join(' ', plan));
    }

    [Theory]
    [InlineData("2024-03-09T00:00:09Z", "2024-03-07")]
    [InlineData("2024-03-09T00:00:10Z", "2024-03-08")]
    [InlineData("2024-03-09T23:59:59Z", "2024-03-08")]
    [InlineData("2024-03-01T12:00:00Z", "2024-02-29")]
    public void A_day_counts_once_its_last_bar_is_out(string now, string last) => Assert.Equal(DateOnly.Parse(last), ArchivePlan.LastCompleteDay(Instant.Parse(now), "binance"));

    [Fact]
    public void A_month_that_is_not_over_is_asked_for_by_day() =>
        Assert.Equal("2024-02-01 2024-02-02", string.Join(' ', ArchivePlan.Of(new(2024, 2, 1), new(2024, 12, 31), new(2024, 2, 2), BinanceKind.Klines)));

    [Fact]
    public void Each_day_is_covered_once_and_none_after_the_last() =>
        Gen.Select(Gen.Int[0, 4000], Gen.Int[-40, 800], Gen.Int[0, 4000]).Sample((a, length, c) =>
        {
            var (from, complete) = (new DateOnly(2017, 8, 17).AddDays(a), new DateOnly(2017, 8, 17).AddDays(c));
            var to = from.AddDays(length);
            var days = ArchivePlan.Of(from, to, complete, BinanceKind.Klines).SelectMany(p => p.Days()).Select(d => d.First).ToArray();
            var expected = new List<DateOnly>();
            for (var d = from; d <= to && d <= complete; d = d.AddDays(1)) expected.Add(d);
            Assert.Equal(expected, days);
        }, iter: 300, threads: 1);

    [Theory]
    [InlineData("spot", "BTCUSDT", "2024-01-01", true, "/data/spot/monthly/klines/BTCUSDT/15m/BTCUSDT-15m-2024-01.zip")]
    [InlineData("usdm", "BTCUSDT", "2024-01-05", false, "/data/futures/um/daily/klines/BTCUSDT/15m/BTCUSDT-15m-2024-01-05.zip")]
    [InlineData("coinm", "BTCUSD_PERP", "2024-01-01", true, "/data/futures/cm/monthly/klines/BTCUSD_PERP/15m/BTCUSD_PERP-15m-2024-01.zip")]
    public void Paths_are_the_archives_own(string product, string symbol, string first, bool monthly, string path) => Assert.Equal(
        path, new BinanceSeries(BinanceProduct.All.Single(p => p.Id == product), BinanceKind.Klines, symbol, Klines.Quarter).ArchivePath(new ArchivePeriod(DateOnly.Parse(first), monthly)));

    [Theory]
    [InlineData("trades", "/data/spot/daily/trades/BTCUSDT/BTCUSDT-trades-2024-01-05.zip")]
    [InlineData("agg-trades", "/data/spot/daily/aggTrades/BTCUSDT/BTCUSDT-aggTrades-2024-01-05.zip")]
    public void Trades_have_no_interval_in_their_path(string kind, string path) => Assert.Equal(
        path, new BinanceSeries(BinanceProduct.Spot, BinanceKind.All.Single(k => k.Id == kind), "BTCUSDT", null).ArchivePath(new ArchivePeriod(new(2024, 1, 5), false)));

    [Theory]
    [InlineData("BTCUSDT", true)]
    [InlineData("1000SHIBUSDT", true)]
    [InlineData("BTCUSD_PERP", true)]
    [InlineData("BTCUSD_240329", true)]
    [InlineData("btcusdt", false)]
    [InlineData("../BTCUSDT", false)]
    [InlineData("BTC/USDT", false)]
    [InlineData("BTCUSDT&limit=9", false)]
    [InlineData("B", false)]
    [InlineData("", false)]
    public void A_symbol_is_safe_in_a_path_and_a_query(string symbol, bool accepted) => Assert.Equal(accepted, BinanceSeries.IsSymbol(symbol));

    [Theory]
    [InlineData("https://mirror.example/x", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://[::1]:8080", true)]
    [InlineData("http://mirror.example", false)]
    [InlineData("ftp://mirror.example", false)]
    [InlineData("https://a:b@mirror.example", false)]
    [InlineData("https://mirror.example/?x=1", false)]
    [InlineData("mirror.example", false)]
    public void Only_encrypted_addresses_and_this_machine_are_asked(string address, bool accepted)
    {
        if (accepted) Assert.Equal(new Uri(address), BinanceAddresses.Parse(address, null).Archive);
        else Assert.Contains("--api-url", Assert.Throws<InputException>(() => BinanceAddresses.Parse(null, address)).Message);
    }
}
