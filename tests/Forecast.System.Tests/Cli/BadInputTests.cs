using System.Text.Json;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary>Every kind of bad file in one folder: each is refused or set aside with its place and rule, and the others are delivered.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_good_are_delivered_and_the_bad_are_named()
    {
        var forecast = new ForecastProcess(_folder);
        Assert.Equal(0, (await forecast.Run("simulate", "market", "--out", "sim", "--days", "400")).Code);
        var lines = GzipLines.Read(_folder[Path.Combine("sim", "15m", "ALPHA-SIM.csv.gz")]);
        string In(string symbol) => _folder[Path.Combine("bad", "15m", symbol + ".csv.gz")];
        string[] With(int row, params string[] replacement) => [.. lines[..row], .. replacement, .. lines[(row + 1)..]];
        string Cell(int row, int column, string value)
        {
            var cells = lines[row].Split(',');
            cells[column] = value;
            return string.Join(',', cells);
        }

        GzipLines.Write(In("BTCUSDT"), lines);
        GzipLines.Write(In("ETHUSDT"), [.. lines.Select(l => string.Join(',', l.Split(',').Where((_, i) => i != 4)))]);
        GzipLines.Write(In("BNBUSDT"), With(500, Cell(500, 4, "n/a")));
        GzipLines.Write(In("SOLUSDT"), With(600, Cell(600, 3, "-1.5")));
        GzipLines.Write(In("XRPUSDT"), With(700, lines[700], lines[700]));
        GzipLines.Write(In("ADAUSDT"), [.. lines[..800], lines[801], lines[800], .. lines[802..]]);
        GzipLines.Write(In("EMPTYUSDT"), []);
        GzipLines.Write(In("DOGEUSDT"), lines);
        var bytes = await File.ReadAllBytesAsync(In("DOGEUSDT"));
        await File.WriteAllBytesAsync(In("DOGEUSDT"), bytes[..(bytes.Length * 2 / 3)]);

        var (code, text, error) = await forecast.Run("nightly", "--source", "files", "--data", "bad", "--json");
        Assert.True(code == 3, $"{code} {error} {text}");
        using var document = JsonDocument.Parse(text);
        var ingested = document.RootElement.GetProperty("ingested").EnumerateArray().ToDictionary(i => i.GetProperty("symbol").GetString()!);
        Assert.Equal(8, ingested.Count);
        Assert.All(ingested.Values, i => Assert.Equal(i.GetProperty("rows").GetInt32(), i.GetProperty("good").GetInt32() + i.GetProperty("quarantined").GetInt32()));
        Refused("ETHUSDT", "close", ":1");
        Refused("EMPTYUSDT", "empty");
        Refused("DOGEUSDT", "truncated");
        SetAside("BNBUSDT", "not-a-number", 501);
        SetAside("SOLUSDT", "non-positive-price", 601);
        SetAside("XRPUSDT", "duplicate", 702);
        SetAside("ADAUSDT", "out-of-order", null);
        string[] delivered = [.. document.RootElement.GetProperty("recommendations").EnumerateArray().Select(r => r.GetProperty("symbol").GetString()!).Order()];
        Assert.Equal(["ADAUSDT", "BNBUSDT", "BTCUSDT", "SOLUSDT", "XRPUSDT"], delivered);

        var human = await forecast.Run("nightly", "--source", "files", "--data", "bad");
        Assert.Equal(3, human.Code);
        Assert.Contains("REFUSED DOGEUSDT", human.Out, StringComparison.Ordinal);
        Assert.Contains("BNBUSDT.csv.gz:501 not-a-number", human.Out, StringComparison.Ordinal);

        void Refused(string symbol, params string[] says)
        {
            var message = ingested[symbol].GetProperty("error").GetString()!;
            Assert.All(says.Append(symbol), s => Assert.Contains(s, message, StringComparison.OrdinalIgnoreCase));
        }

        void SetAside(string symbol, string rule, int? line)
        {
            var row = ingested[symbol].GetProperty("quarantine").EnumerateArray().First();
            Assert.Equal(rule, row.GetProperty("rule").GetString());
            if (line is not null) Assert.Equal(line.Value, row.GetProperty("line").GetInt32());
            Assert.Equal(1, ingested[symbol].GetProperty("quarantined").GetInt32());
        }
    }

    [Theory]
    [InlineData("nightly", "--source", "nowhere")]
    [InlineData("nightly", "--source", "files")]
    [InlineData("nightly", "--interval", "15x")]
    [InlineData("nightly", "--as-of", "yesterday")]
    [InlineData("backtest", "--from", "2024-02-01", "--to", "2024-01-01", "--out", "x")]
    [InlineData("backtest", "--from", "2024-02-01", "--to", "2024-03-01", "--out", "x", "--models", "oracle")]
    [InlineData("fit", "--model", "nonsense", "--input", "x", "--column", "y")]
    [InlineData("nightly", "--as-of", "2024-12-30T06:00:00Z")]
    [InlineData("nightly", "--interval", "45m")]
    [InlineData("serve", "--url", "http://0.0.0.0:5080")]
    [InlineData("worker")]
    [InlineData("dance")]
    [InlineData("nightly", "--nonsense")]
    public async Task A_wrong_command_line_is_usage(params string[] arguments)
    {
        var (code, _, error) = await new ForecastProcess(_folder).Run(arguments);
        Assert.Equal(2, code);
        Assert.StartsWith("forecast: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_is_said()
    {
        var forecast = new ForecastProcess(_folder);
        Assert.Equal(1, (await forecast.Run("recommendations", "show", "zzz")).Code);
        Assert.Contains("BTCUSDT", (await forecast.Run("margin", "parameters", "--symbols", "BTCUSDT")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_folder_is_named()
    {
        var (code, _, error) = await new ForecastProcess(_folder).Run("nightly", "--source", "files", "--data", "no-such-folder");
        Assert.Equal(1, code);
        Assert.Contains("no-such-folder", error, StringComparison.Ordinal);
    }
}
