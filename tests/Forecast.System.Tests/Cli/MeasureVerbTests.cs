using System.Globalization;
using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Core.Measures;
using Forecast.Core.Tests;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>Measures of files of every kind, as a user makes them.</summary>
public sealed class MeasureVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ForecastProcess _forecast;

    public MeasureVerbTests() => _forecast = new ForecastProcess(_folder);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("textbook", "median_variance 8.9708902667e-5 5.93139399952e-5", "minimum_variance 9.07788020595e-5 5.73613031196e-5", "quarticity 2.3311077095e-8 5.3154634729e-9", "tripower_quarticity 1.40900498902e-8", "quadpower_quarticity 1.14771893027e-8", "median_quarticity 1.48717726808e-8 3.05663009297e-9", "minimum_quarticity 1.59720362541e-8 2.62625206205e-9", "skewness -1.23242367512 .292706184983", "kurtosis 6.5416690757 4.10190883192")]
    [InlineData("highfrequency", "median_variance 8.97713429423e-5 5.93311065869e-5", "minimum_variance 9.07638811519e-5 5.73518748975e-5", "quarticity 2.39087970205e-8 5.45175740811e-9", "tripower_quarticity 1.46413588686e-8 3.22597176432e-9", "quadpower_quarticity 1.20831879956e-8 3.09236835807e-9", "median_quarticity 1.50577213687e-8 3.0948348483e-9", "minimum_quarticity 1.617414704e-8 2.65948476075e-9", "skewness -1.2402986669 .294576531074", "kurtosis 6.62553662795 4.15449740669")]
    public async Task Prices_of_a_market_that_closes_give_the_published_numbers(string convention, params string[] published)
    {
        var path = SharedFolder.File("data/realized_reference/hf_p5.csv.gz");
        var (code, text, error) = await _forecast.Run("measure", "--data", path, "--interval", "5m", "--session", "09:30-16:00", "--convention", convention, "--out", "days.csv", "--json");
        Assert.True(code == 0, error + text);
        using var json = JsonDocument.Parse(text);
        var days = json.RootElement.GetProperty("measures").EnumerateArray().ToArray();
        Assert.Equal(["2018-01-02", "2018-01-03"], days.Select(d => d.GetProperty("day").GetString()));
        Assert.All(days, d => Assert.Equal(0, d.GetProperty("missing_bars").GetInt32()));
        string[] both =
        [
            "realized_variance 1.03394517859e-4 6.23502493439e-5", "bipower_variation 9.23370281596e-5 5.71611361063e-5", "down_semivariance 6.82381241299e-5 2.87425379943e-5",
            "up_semivariance 3.5156393729e-5 3.36077113496e-5", .. published,
        ];
        foreach (var row in both.Select(b => b.Split(' ')))
        {
            for (var d = 0; d < row.Length - 1; d++)
            {
                var expected = double.Parse(row[d + 1], CultureInfo.InvariantCulture);
                Assert.Equal(1, days[d].GetProperty(row[0]).GetDouble() / expected, 1e-10);
            }
        }

        var lines = await File.ReadAllLinesAsync(_folder["days.csv"]);
        Assert.Equal($"symbol,day,missing_bars,{string.Join(',', MeasureCatalog.All.Select(m => m.Name))}", lines[0]);
        for (var d = 0; d < days.Length; d++)
        {
            var cells = lines[d + 1].Split(',');
            Assert.Equal(days[d].EnumerateObject().Skip(1).Select(p => p.Value.ValueKind == JsonValueKind.Null ? null : (double?)p.Value.GetDouble()), cells.Skip(2).Select(c => c.Length == 0 ? null : (double?)double.Parse(c, CultureInfo.InvariantCulture)));
        }
    }

    [Fact]
    public async Task Prices_that_fill_a_part_of_the_day_ask_for_its_session()
    {
        var (code, text, _) = await _forecast.Run("measure", "--data", SharedFolder.File("data/realized_reference/hf_p5.csv.gz"), "--interval", "5m");
        Assert.Equal(0, code);
        Assert.Contains("give --session 09:30-16:00", string.Join(' ', text.Split((char[])['\n', ' '], StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-03-01T00:00:00Z", "iso")]
    [InlineData("1709251200", "s")]
    [InlineData("1709251200000", "ms")]
    [InlineData("1709251200000000", "us")]
    public async Task Times_of_prices_are_read_in_every_unit(string first, string unit)
    {
        var start = Instant.Parse("2024-03-01");
        string Time(int minute) => unit switch
        {
            "iso" => Instant.Format(start + (minute * 60_000_000L)),
            _ => (long.Parse(first, CultureInfo.InvariantCulture) + (minute * 60L * (unit == "s" ? 1 : unit == "ms" ? 1000 : 1_000_000))).ToString(CultureInfo.InvariantCulture),
        };
        Assert.Equal(first, Time(0));
        double Price(int minute) => 100 + (minute % 7);
        _folder.Write("p.csv", "time,price\n" + string.Concat(Enumerable.Range(0, 1441).Select(m => $"{Time(m)},{Price(m).ToString(CultureInfo.InvariantCulture)}\n")));
        var (code, text, error) = await _forecast.Run("measure", "--data", "p.csv", "--interval", "1h", "--json");
        Assert.True(code == 0, error + text);
        using var json = JsonDocument.Parse(text);
        var day = Assert.Single(json.RootElement.GetProperty("measures").EnumerateArray());
        var returns = Enumerable.Range(1, 24).Select(h => Math.Log(Price(60 * h) / Price(60 * (h - 1)))).ToArray();
        Assert.Equal(returns.Sum(r => r * r), day.GetProperty("realized_variance").GetDouble(), 1e-14);
        Assert.Equal(JsonValueKind.Null, day.GetProperty("taker_imbalance").ValueKind);
    }

    [Fact]
    public async Task Klines_give_sparse_measures_of_the_interval_and_the_others_of_their_own_bars()
    {
        Assert.Equal(0, (await _forecast.Run("simulate", "market", "--out", "sim", "--days", "35")).Code);
        var path = Path.Combine("sim", "15m", "ALPHA-SIM.csv.gz");
        var (code, text, error) = await _forecast.Run("measure", "--data", path, "--bars", "15m", "--interval", "1h", "--out", "new/days.csv", "--report", "new/page.html", "--plots", "new/plots");
        Assert.True(code == 0, error + text);
        Assert.StartsWith("SIMULATED", text, StringComparison.Ordinal);
        Assert.Contains("new/days.csv", text, StringComparison.Ordinal);

        var bars = GzipLines.Read(_folder[path]).Select(l => l.Split(',')).Where(c => char.IsAsciiDigit(c[0][0])).Select(c => double.Parse(c[4], CultureInfo.InvariantCulture)).ToArray();
        var rows = (await File.ReadAllLinesAsync(_folder["new/days.csv"])).Select(l => l.Split(',')).ToArray();
        double Of(string measure, int day) => double.Parse(rows[day + 1][Array.IndexOf(rows[0], measure)], CultureInfo.InvariantCulture);
        var hours = Enumerable.Range(1, 35 * 24).Select(h => bars[(4 * h) - 1]).ToArray();
        Assert.Equal(Squares(hours, 24, 48), Of("realized_variance", 1), 1e-12);
        // 96 quarter hours of noise variance RV / 2n.
        Assert.Equal(Squares(bars, 96, 192) / (2 * 96), Of("noise_variance", 1), 1e-12);

        var page = await File.ReadAllTextAsync(_folder["new/page.html"]);
        Assert.Contains("SIMULATED market", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(http", page, StringComparison.OrdinalIgnoreCase);
        Assert.All(MeasureCatalog.All, m => Assert.Contains($">{m.Name}<", page, StringComparison.Ordinal));
        var figures = page.Split("<figure ")[1..];
        Assert.NotEmpty(figures);
        Assert.All(figures, f => Assert.Matches("^role=\"img\" aria-label=\"[^\"]{40,}\"><svg", f));

        var pictures = Directory.GetFiles(_folder["new/plots"]).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(2 * figures.Length, pictures.Length);
        Assert.Equal(["returns", "season-day", "season-week", "signature", "volatility"], pictures.Select(p => Path.GetFileNameWithoutExtension(p)).Distinct());
        foreach (var picture in pictures)
        {
            var bytes = await File.ReadAllBytesAsync(_folder[Path.Combine("new/plots", picture)]);
            Assert.True(bytes.Length > 2000, picture);
            Assert.True(picture.EndsWith(".png", StringComparison.Ordinal) ? bytes.AsSpan(1).StartsWith("PNG"u8) : System.Text.Encoding.UTF8.GetString(bytes).Contains("<svg", StringComparison.Ordinal), picture);
        }
    }

    [Fact]
    public async Task Trades_give_flow_and_the_variance_of_their_last_prices()
    {
        var path = SharedFolder.File("data/binance_raw_feed/trades/spot_btcusdt_20240808_trades.csv.gz");
        var (code, text, error) = await _forecast.Run("measure", "--data", path, "--symbol", "BTCUSDT", "--interval", "1m", "--session", "23:55-24:00", "--json");
        Assert.True(code == 0, error + text);
        using var json = JsonDocument.Parse(text);
        Assert.Equal(("BTCUSDT", "trades"), (json.RootElement.GetProperty("symbol").GetString(), json.RootElement.GetProperty("kind").GetString()));
        var day = json.RootElement.GetProperty("measures").EnumerateArray().First(d => d.GetProperty("day").GetString() == "2024-08-08");

        var trades = SharedFolder.Lines("data/binance_raw_feed/trades/spot_btcusdt_20240808_trades.csv.gz").Skip(1).Select(l => l.Split(','))
            .Select(c => (Time: long.Parse(c[1], CultureInfo.InvariantCulture) * 1000, Price: Number(c[3]), Quantity: Number(c[4]), TakerBuys: c[5] == "false")).ToArray();
        var (from, to) = (Instant.Parse("2024-08-08T23:55:00Z"), Instant.Parse("2024-08-09"));
        double Last(long before) => trades.Last(t => t.Time < before).Price;
        var closes = Enumerable.Range(0, 6).Select(m => Last(from + (m * 60_000_000L))).ToArray();
        Assert.Equal(Squares(closes, 1, 6), day.GetProperty("realized_variance").GetDouble(), 1e-15);
        var inside = trades.Where(t => t.Time >= from && t.Time < to).ToArray();
        Assert.Equal(inside.Length, day.GetProperty("trade_count").GetDouble());
        var (bought, volume) = (inside.Where(t => t.TakerBuys).Sum(t => t.Quantity), inside.Sum(t => t.Quantity));
        Assert.Equal(((2 * bought) - volume) / volume, day.GetProperty("taker_imbalance").GetDouble(), 1e-9);
        // Of prices at one time the last counts; the noise of a tick is ω² = RV / 2n of all of them.
        var ticks = inside.GroupBy(t => t.Time).Select(g => g.Last().Price).ToArray();
        Assert.Equal(1, Squares(ticks, 1, ticks.Length) / (2 * (ticks.Length - 1)) / day.GetProperty("noise_variance").GetDouble(), 1e-9);
        Assert.True(day.GetProperty("realized_kernel").GetDouble() > 0);
    }

    [Fact]
    public async Task Contracts_of_a_fixed_worth_become_quantities()
    {
        var start = Instant.Parse("2024-03-01") / 1000;
        _folder.Write("BTCUSD_PERP-trades-2024-03-01.csv", "id,price,qty,base_qty,time,is_buyer_maker\n" + string.Concat(Enumerable.Range(0, 1440).Select(i => $"{1000 + i},{50000 + (i % 2)},3,0.006,{start + (60_000L * i)},false\n")));
        var (code, text, error) = await _forecast.Run("measure", "--data", "BTCUSD_PERP-trades-2024-03-01.csv", "--venue", "binance-coinm", "--json");
        Assert.True(code == 0, error + text);
        using var json = JsonDocument.Parse(text);
        var day = Assert.Single(json.RootElement.GetProperty("measures").EnumerateArray());
        Assert.Equal(1440 * 3 * 100, day.GetProperty("quote_volume").GetDouble(), 1e-6);
        Assert.Equal(720 * 300 * ((1 / 50000.0) + (1 / 50001.0)), day.GetProperty("volume").GetDouble(), 1e-9);
        Assert.Equal(1, day.GetProperty("taker_imbalance").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Another_instrument_gives_covariance_correlation_and_beta()
    {
        var start = Instant.Parse("2024-03-01") / 1000;
        double Log(int i) => 0.01 * Math.Sin(i * i);
        string File(string name, Func<int, double> price, string last = "") => _folder.Write(name, "time,price\n" + string.Concat(Enumerable.Range(0, 97).Select(i => $"{start + (900_000L * i)},{price(i).ToString("R", CultureInfo.InvariantCulture)}\n")) + last);
        File("a.csv", i => 100 * Math.Exp(2 * Log(i)));
        File("b.csv", i => 7 * Math.Exp(Log(i)), $"{start},7\n");
        var (code, text, error) = await _forecast.Run("measure", "--data", "a.csv", "--against", "b.csv", "--out", "days.csv");
        // The other file's bad row counts too.
        Assert.True(code == 3, error + text);
        Assert.Contains("b.csv:99 out-of-order", text, StringComparison.Ordinal);
        var rows = (await System.IO.File.ReadAllLinesAsync(_folder["days.csv"])).Select(l => l.Split(',')).ToArray();
        double Of(string measure) => Number(rows[1][Array.IndexOf(rows[0], measure)]);
        Assert.Equal(2, rows.Length);
        Assert.Equal(2, Of("realized_beta"), 1e-9);
        Assert.Equal(1, Of("realized_correlation"), 1e-9);
        // On common times all three covariances are of the same returns.
        Assert.Equal(Of("realized_covariance"), Of("hayashi_yoshida_covariance"), 1e-9 * Of("realized_covariance"));
        Assert.Equal(Of("realized_covariance"), Of("refresh_time_covariance"), 1e-9 * Of("realized_covariance"));
        // The other one's variance is a quarter of its own: σ₁₂ = β σ₂² = σ₁² / β.
        Assert.Equal(Of("realized_variance") / 2, Of("realized_covariance"), 1e-12);
    }

    [Fact]
    public async Task Bad_rows_are_set_aside_and_named()
    {
        var start = Instant.Parse("2024-03-01") / 1000;
        string Row(int i, string? price = null) => string.Create(CultureInfo.InvariantCulture, $"{1000 + i},{price ?? $"{60000 + (i % 5)}"},0.5,30000,{start + (60_000L * i)},{(i % 3 == 0 ? "true" : "false")}\n");
        _folder.Write("BTCUSDT-trades-2024-03-01.csv", "id,price,qty,quote_qty,time,is_buyer_maker\n" + string.Concat(Enumerable.Range(0, 1440).Select(i => Row(i, i == 700 ? "-1" : null))));
        var (code, text, error) = await _forecast.Run("measure", "--data", "BTCUSDT-trades-2024-03-01.csv", "--interval", "15m");
        Assert.True(code == 3, error + text);
        Assert.Contains("BTCUSDT: 1 day measured from 1439 trades (1 quarantined", text, StringComparison.Ordinal);
        Assert.Contains("BTCUSDT-trades-2024-03-01.csv:702 non-positive-price", text, StringComparison.Ordinal);

        _folder.Write("p.csv", "time,price\n" + string.Concat(Enumerable.Range(0, 1441).Select(i => $"{start + (60_000L * i)},{(i == 9 ? "NaN" : i == 30 ? "0" : "7.5")}\n")) + $"{start},7\n");
        (code, text, error) = await _forecast.Run("measure", "--data", "p.csv", "--interval", "15m", "--json");
        Assert.True(code == 3, error + text);
        using var json = JsonDocument.Parse(text);
        Assert.Equal([("not-a-number", 11), ("non-positive-price", 32), ("out-of-order", 1443)], json.RootElement.GetProperty("quarantine").EnumerateArray().Select(q => (q.GetProperty("rule").GetString()!, q.GetProperty("line").GetInt32())));
        Assert.Equal((1442, 3), (json.RootElement.GetProperty("rows").GetInt32(), json.RootElement.GetProperty("quarantined").GetInt32()));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    // Σ of squared log returns into the prices [from, to).
    private static double Squares(double[] price, int from, int to) => Enumerable.Range(from, to - from).Sum(i => Math.Pow(Math.Log(price[i] / price[i - 1]), 2));
}
