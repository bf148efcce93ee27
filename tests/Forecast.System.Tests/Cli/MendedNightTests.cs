using System.Text.Json;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>What may happen between two nights, and must not stop the second.</summary>
public sealed class MendedNightTests : IDisposable
{
    private const string Header = "symbol,initial_margin_ppm,maintenance_margin_ppm,maximum_leverage,effective_at,venue\n";
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_lost_lake_a_repeated_import_and_a_damaged_part_are_survived()
    {
        var forecast = new ForecastProcess(_folder);
        string[] night = ["nightly", "--symbols", "ALPHA-SIM,BRAVO-SIM", "--json"];
        _folder.Write("a.csv", Header + "ALPHA-SIM,50000,30000,20,2024-06-01,simulated\n");
        Assert.Equal(0, (await forecast.Run("import", "parameters", "a.csv")).Code);
        Assert.Equal(0, (await forecast.Run(night)).Code);
        var before = Forecasts((await forecast.Run(night)).Out);

        // The lake goes, the ledger stays; and the same margins are imported with a later date: both in one night.
        Directory.Delete(forecast.Lake, recursive: true);
        _folder.Write("b.csv", Header + "ALPHA-SIM,50000,30000,20,2024-09-01,simulated\n");
        Assert.Equal(0, (await forecast.Run("import", "parameters", "b.csv")).Code);
        var (code, text, error) = await forecast.Run(night);
        Assert.True(code == 0, error + text);
        Assert.Equal(before, Forecasts(text));
        Assert.Equal(4, (await forecast.Run(night)).Code);

        // One damaged part keeps its own instrument away.
        var part = Directory.EnumerateFiles(Path.Combine(forecast.Lake, "bars_15m", "venue=simulated", "symbol=ALPHA-SIM"), "*.parquet", SearchOption.AllDirectories).Order(StringComparer.Ordinal).First();
        await File.AppendAllTextAsync(part, "x");
        var damaged = await forecast.Run(night);
        Assert.True(damaged.Code == 3, damaged.Error + damaged.Out);
        using var document = JsonDocument.Parse(damaged.Out);
        Assert.Equal("BRAVO-SIM", document.RootElement.GetProperty("recommendations").EnumerateArray().Single().GetProperty("symbol").GetString());
        Assert.Contains(Path.GetFileName(part), damaged.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_from_the_future_does_not_make_the_others_stale()
    {
        var forecast = new ForecastProcess(_folder);
        Assert.Equal(0, (await forecast.Run("simulate", "market", "--out", "sim", "--days", "400")).Code);
        var lines = GzipLines.Read(_folder[Path.Combine("sim", "15m", "ALPHA-SIM.csv.gz")]);
        var cells = lines[^1].Split(',');
        (cells[0], cells[6]) = ("4070908800000", "4070909699999");
        GzipLines.Write(_folder[Path.Combine("data", "15m", "BTCUSDT.csv.gz")], lines);
        GzipLines.Write(_folder[Path.Combine("data", "15m", "ETHUSDT.csv.gz")], [.. lines, string.Join(',', cells)]);
        // Listed 97 days ago: long enough for an interval of the combination, which others taught; too short for one of log-har, and for a margin.
        GzipLines.Write(_folder[Path.Combine("data", "15m", "SOLUSDT.csv.gz")], [lines[0], .. lines[^(97 * 96)..]]);
        var (code, text, error) = await forecast.Run("nightly", "--source", "files", "--data", "data", "--json");
        Assert.True(code == 3, error + text);
        using var document = JsonDocument.Parse(text);
        Assert.Equal("2024-02-05T00:00:00Z", document.RootElement.GetProperty("asOf").GetString());
        Assert.Equal("BTCUSDT", document.RootElement.GetProperty("recommendations").EnumerateArray().Single().GetProperty("symbol").GetString());
        Assert.Contains("after the present", text, StringComparison.Ordinal);
        var listed = document.RootElement.GetProperty("instruments").EnumerateArray().Single(i => i.GetProperty("symbol").GetString() == "SOLUSDT");
        Assert.Contains("a margin needs 250 periods", listed.GetProperty("error").GetString(), StringComparison.Ordinal);
        var young = document.RootElement.GetProperty("forecasts").EnumerateArray().Where(f => f.GetProperty("symbol").GetString() == "SOLUSDT" && f.GetProperty("horizon").GetString() == "1d").ToArray();
        Assert.DoesNotContain(young, f => f.GetProperty("model").GetString() == "log-har" && f.GetProperty("lower90").ValueKind == JsonValueKind.Number);
        Assert.Equal(JsonValueKind.Number, young.Single(f => f.GetProperty("model").GetString() == "combination").GetProperty("lower90").ValueKind);
        Assert.Contains(document.RootElement.GetProperty("scorecards").EnumerateArray(), s => s is var card && card.GetProperty("symbol").GetString() == "SOLUSDT" && card.GetProperty("model").GetString() == "combination" && card.GetProperty("ratioToLogHar").ValueKind == JsonValueKind.Null);
    }

    private static string Forecasts(string json)
    {
        using var document = JsonDocument.Parse(json);
        return string.Join('\n', document.RootElement.GetProperty("forecasts").EnumerateArray().Select(f => $"{f.GetProperty("symbol")} {f.GetProperty("horizon")} {f.GetProperty("model")} {f.GetProperty("variance").GetRawText()} {f.GetProperty("lower90").GetRawText()}"));
    }
}
