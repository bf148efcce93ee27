using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Storage.Lake;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class IngestFactsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ForecastProcess _forecast;

    public IngestFactsTests() => _forecast = new ForecastProcess(_folder);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Kinds_have_help_with_an_example()
    {
        foreach (var kind in new[] { "funding", "l2" })
        {
            var (code, text, _) = await _forecast.Run("ingest", kind, "--help");
            Assert.Equal(0, code);
            Assert.Contains($"Example: forecast ingest {kind}", text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_counts_once_and_a_corrected_one_is_a_new_version()
    {
        var rows = Enumerable.Range(0, 10).Select(i => $"BTC-USDT,2024-01-0{1 + (i / 3)} {8 * (i % 3):00}:00:00,0.000{i}\n").ToArray();
        var first = _folder.Write("btc_bybit.csv", "Symbol,Date,Funding Rate\n" + string.Concat(rows));
        Assert.Equal((0, 10, 10, 0, 10, 0), await Ingest("funding", first));
        Assert.Equal((4, 10, 10, 0, 0, 0), await Ingest("funding", first));
        Assert.Equal((4, 10, 10, 0, 0, 0), await Ingest("funding", _folder.Write("renamed_bybit.csv", File.ReadAllText(first))));
        rows[3] = rows[3].Replace("0.0003", "0.0009");
        Assert.Equal((0, 10, 10, 0, 0, 1), await Ingest("funding", _folder.Write("later_bybit.csv", "Symbol,Date,Funding Rate\n" + string.Concat(rows))));
        // What was ingested before does not take the correction back.
        Assert.Equal((4, 10, 10, 0, 0, 0), await Ingest("funding", first));
        var lake = new Lake(_forecast.Lake, TimeProvider.System);
        var table = lake.ReadFacts(FactDatasetCatalog.Funding, "bybit", "BTCUSDT")!;
        Assert.Equal((10, 0.0009), (table.Rows, table.Doubles("rate")[3]));
        Assert.Equal(0.0003, lake.ReadFacts(FactDatasetCatalog.Funding, "bybit", "BTCUSDT", knownAt: Instant.Parse("2024-06-01"))!.Doubles("rate")[3]);
    }

    [Fact]
    public async Task Bad_rows_are_kept_aside_and_bad_files_refused()
    {
        var rows = Enumerable.Range(0, 20).Select(i => $"{1704067200000000 + i},{1704067200000300 + i},7,42000.2,{(i == 5 ? "42000.3" : "42000.1")},5");
        var quotes = _folder.Write("quotes.csv", "exchange,symbol,timestamp,local_timestamp,ask_amount,ask_price,bid_price,bid_amount\n" + string.Concat(rows.Select(r => $"binance-futures,BTCUSDT,{r}\n")));
        Assert.Equal((3, 20, 19, 1, 19, 0), await Ingest("l2", quotes));
        Assert.Equal((4, 20, 19, 1, 0, 0), await Ingest("l2", quotes));
        Assert.Equal([19L], new Lake(_forecast.Lake, TimeProvider.System).ReadFacts(FactDatasetCatalog.BookBars, "binance-usdm", "BTCUSDT")!.Longs("quotes"));
        var row = Assert.Single(new Lake(_forecast.Lake, TimeProvider.System).ReadQuarantine("binance-usdm", "BTCUSDT"));
        Assert.Equal(("quotes.csv", 7, "crossed-quote"), (row.File, row.Line, row.Rule));

        var future = _folder.Write("btc_gate.csv", "Symbol,Date,Funding Rate\nBTC-USDT,2199-01-01 00:00:00,0.0001\n");
        var refused = await _forecast.Run("ingest", "funding", future);
        Assert.Equal(1, refused.Code);
        Assert.Contains("after the present", refused.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await _forecast.Run("ingest", "funding")).Code);
    }

    [Fact]
    public async Task Candles_without_flow_go_through_the_lake_and_are_measured()
    {
        var start = Instant.Parse("2024-03-01") / 1000;
        var path = _folder.Write("BTCUSDT.csv", "timestamp,open,high,low,close,volume\n" + string.Concat(Enumerable.Range(0, 200).Select(i => $"{start + (i * 900_000L)},100,102,99,{100 + (i % 2)},{i}\n")));
        Assert.Equal(0, (await _forecast.Run("ingest", "klines", path)).Code);
        Assert.Equal(4, (await _forecast.Run("ingest", "klines", path)).Code);
        var bars = new Lake(_forecast.Lake, TimeProvider.System).ReadBars("binance", "BTCUSDT", TimeSpan.FromMinutes(15));
        Assert.Equal((200, 199, null), (bars.Count, bars.Volume![199], bars.Trades));
        Assert.Equal(0, (await _forecast.Run("measure", "--data", path, "--out", "days.csv")).Code);
        var lines = await File.ReadAllLinesAsync(_folder["days.csv"]);
        var (header, first) = (lines[0].Split(','), lines[1].Split(','));
        string Cell(string measure) => first[Array.IndexOf(header, measure)];
        Assert.Equal(("", "4560", "", ""), (Cell("taker_imbalance"), Cell("volume"), Cell("trade_count"), Cell("vpin")));
    }

    private async Task<(int Code, int Rows, int Good, int Quarantined, int New, int Corrected)> Ingest(string kind, string path)
    {
        var (code, text, error) = await _forecast.Run("ingest", kind, path, "--json");
        Assert.True(error.Length == 0, error);
        using var json = JsonDocument.Parse(text);
        var files = json.RootElement.GetProperty("files").EnumerateArray().ToArray();
        int Sum(string name) => files.Sum(f => f.GetProperty(name).GetInt32());
        return (code, Sum("rows"), Sum("good"), Sum("quarantined"), Sum("new"), Sum("corrected"));
    }
}
