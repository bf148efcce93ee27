using System.Text.Json;
using Forecast.SystemTests.Sources.Capture;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class IngestCaptureTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ingests_a_folder_says_what_it_did_and_the_second_time_has_nothing_to_do()
    {
        var forecast = new ForecastProcess(_folder);
        _folder.Write("captures/usdm_btcusdt.gz", TemporaryFolder.Gzip(CaptureText.Snapshot(10, 0) + CaptureText.Depth(9, 12, 8, 1_000) + CaptureText.Trade(1, 1) + CaptureText.Quote(12, 1_001)));
        var (code, text, error) = await forecast.Run("ingest", "capture", "captures", "--json");
        Assert.True(code == 0, text + error);
        using var document = JsonDocument.Parse(text);
        var stream = document.RootElement.GetProperty("streams")[0];
        Assert.Equal(("binance-usdm", "BTCUSDT"), (stream.GetProperty("venue").GetString(), stream.GetProperty("symbol").GetString()));
        Assert.Equal(0, stream.GetProperty("book").GetProperty("gaps").GetInt32());
        Assert.Equal(4, stream.GetProperty("files")[0].GetProperty("kinds").EnumerateArray().Sum(k => k.GetProperty("good").GetInt32()));
        Assert.Equal(4, (await forecast.Run("ingest", "capture", "captures")).Code);
        _folder.Write("captures/usdm_btcusdt_2.gz", TemporaryFolder.Gzip(string.Concat(Enumerable.Range(2, 4).Select(i => CaptureText.Trade(i, i))) + "nonsense\n"));
        var partial = await forecast.Run("ingest", "capture", "captures", "nowhere_x.gz");
        Assert.Equal(3, partial.Code);
        Assert.Contains("not-a-message", partial.Out, StringComparison.Ordinal);
        Assert.Contains("nowhere_x.gz", partial.Out, StringComparison.Ordinal);
        Assert.All(partial.Out.Split('\n'), l => Assert.InRange(l.Length, 0, 160));
        Assert.Contains("with quotes", partial.Out, StringComparison.Ordinal);
        Assert.Equal(2, (await forecast.Run("ingest", "capture", "captures", "--venue", "nasdaq")).Code);
        var nowhere = await forecast.Run("ingest", "capture", "nowhere");
        Assert.Equal(2, nowhere.Code);
        Assert.Contains("there is no file or folder", nowhere.Error, StringComparison.Ordinal);
        Assert.Empty(nowhere.Out);
    }
}
