using System.Globalization;
using System.Text.Json;
using Xunit;

namespace Forecast.SystemTests.Cli;

/// <summary><c>score</c> says of a forecasts file what <c>backtest</c> said when it wrote it.</summary>
public sealed class ScoreVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Its_figures_are_those_of_the_back_test_that_wrote_the_file()
    {
        var forecast = new ForecastProcess(_folder);
        var back = await forecast.Run("backtest", "--symbols", "ALPHA-SIM,FOXTROT-SIM", "--horizons", "4h,1d", "--from", "2024-11-01", "--to", "2024-12-30", "--models", "ewma,har", "--out", "result", "--json");
        Assert.True(back.Code == 0, back.Error);
        var file = Path.Combine("result", "forecasts.csv");
        var (code, text, error) = await forecast.Run("score", "--forecasts", file, "--json");
        Assert.True(code == 0, error);
        using var document = JsonDocument.Parse(text);
        var scores = document.RootElement.GetProperty("scores").EnumerateArray().ToArray();
        var written = Csv(Path.Combine("result", "scores.csv"));
        Assert.Equal(2 * 2 * 3, scores.Length);
        Assert.Equal(written.Length, scores.Length);
        var own = scores.ToDictionary(Key);
        foreach (var row in written)
        {
            var score = own[$"{row["symbol"]} {row["horizon"]} {row["model"]}"];
            Assert.Equal(int.Parse(row["n"], CultureInfo.InvariantCulture), score.GetProperty("n").GetInt32());
            Assert.Equal(bool.Parse(row["in_mcs_90"]), score.GetProperty("inMcs90").GetBoolean());
            foreach (var (column, property) in new[] { ("qlike", "qlike"), ("mse", "mse"), ("ratio_to_log_har", "ratio"), ("dm_t", "dmT"), ("dm_p", "dmP"), ("mean_y_over_f", "meanYOverF") })
                Assert.Equal(row[column].Length == 0 ? null : double.Parse(row[column], CultureInfo.InvariantCulture), Number(score, property));
        }
        // Coverage is of the bounds in the file; the back-test made them with what came before it.
        using var table = JsonDocument.Parse(back.Out);
        foreach (var score in table.RootElement.GetProperty("scores").EnumerateArray())
        {
            Assert.NotNull(Number(score, "coverage90"));
            Assert.Equal(Number(score, "coverage90"), Number(own[Key(score)], "coverage90"));
        }
        // And the back-test's own table is means over the instruments.
        foreach (var model in document.RootElement.GetProperty("models").EnumerateArray())
        {
            var all = written.Where(r => r["horizon"] == model.GetProperty("horizon").GetString() && r["model"] == model.GetProperty("model").GetString()).ToArray();
            var bench = written.Where(r => r["horizon"] == model.GetProperty("horizon").GetString() && r["model"] == "log-har");
            static double Mean(IEnumerable<Dictionary<string, string>> rows) => rows.Average(r => double.Parse(r["qlike"], CultureInfo.InvariantCulture));
            Assert.Equal(Mean(all), model.GetProperty("qlike").GetDouble(), 1e-14);
            Assert.Equal(Mean(all) / Mean(bench), model.GetProperty("ratio").GetDouble(), 1e-12);
            Assert.Equal(all.Count(r => r["in_mcs_90"] == "true"), model.GetProperty("inMcs90").GetInt32());
            if (model.GetProperty("model").GetString() != "log-har")
                Assert.InRange(model.GetProperty("ratio").GetDouble(), model.GetProperty("ratioLower90").GetDouble(), model.GetProperty("ratioUpper90").GetDouble());
        }

        // Any order of rows and columns, gzipped and without bounds: the same, draws of dates included.
        var lines = (await File.ReadAllLinesAsync(_folder[file])).Select(l => l.Split(',')).Select(c => string.Join(',', c[3], c[5], c[4], c[2], c[1], c[0])).ToArray();
        GzipLines.Write(_folder["turned.csv.gz"], [lines[0], .. lines[1..].Reverse()]);
        using var turned = JsonDocument.Parse((await forecast.Run("score", "--forecasts", "turned.csv.gz", "--json")).Out);
        foreach (var (model, same) in document.RootElement.GetProperty("models").EnumerateArray().Zip(turned.RootElement.GetProperty("models").EnumerateArray()))
        {
            Assert.Equal(model.GetProperty("model").GetString(), same.GetProperty("model").GetString());
            foreach (var property in new[] { "qlike", "qlikeWithoutWorstWeek", "ratio", "ratioLower90", "ratioUpper90", "dmT", "mzSlope", "meanYOverF" }) Assert.Equal(Number(model, property), Number(same, property));
            Assert.Equal(model.GetProperty("terciles").GetRawText(), same.GetProperty("terciles").GetRawText());
            Assert.Null(Number(same, "coverage90"));
        }

        var people = await forecast.Run("score", "--forecasts", file, "--benchmark", "ewma", "--from", "2024-11-15", "--to", "2024-12-15");
        Assert.True(people.Code == 0, people.Error);
        Assert.Contains("× ewma", people.Out, StringComparison.Ordinal);
        // 31 days of two instruments.
        Assert.Contains(" 62 ", people.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_of_the_command_line_are_usage_and_those_of_the_file_name_their_line()
    {
        var forecast = new ForecastProcess(_folder);
        _folder.Write("f.csv", "symbol,horizon,origin,model,forecast_variance,realized_variance\nA,1d,2024-01-01,mine,0.2,0.2\n");
        // Nothing can be divided by the loss of a forecast without fault.
        var perfect = await forecast.Run("score", "--forecasts", "f.csv", "--benchmark", "mine", "--json");
        Assert.True(perfect.Code == 0, perfect.Error);
        Assert.Contains("\"ratio\": null", perfect.Out, StringComparison.Ordinal);
        var other = await forecast.Run("score", "--forecasts", "f.csv");
        Assert.Equal(2, other.Code);
        Assert.Contains("--benchmark log-har: f.csv has no forecasts of it over 1d; there are mine", other.Error, StringComparison.Ordinal);
        var range = await forecast.Run("score", "--forecasts", "f.csv", "--benchmark", "mine", "--from", "2025-01-01");
        Assert.Equal(1, range.Code);
        Assert.Contains("no origin has a positive target", range.Error, StringComparison.Ordinal);
        await File.AppendAllTextAsync(_folder["f.csv"], "A,1d,2024-01-02,mine,-0.1,0.2\n", TestContext.Current.CancellationToken);
        var bad = await forecast.Run("score", "--forecasts", "f.csv", "--benchmark", "mine");
        Assert.Equal((1, ""), (bad.Code, bad.Out));
        Assert.Contains("f.csv:3: column forecast_variance holds '-0.1', which is not a variance above 0; correct or remove the row", bad.Error, StringComparison.Ordinal);
    }

    private static string Key(JsonElement score) => $"{score.GetProperty("symbol").GetString()} {score.GetProperty("horizon").GetString()} {score.GetProperty("model").GetString()}";

    private static double? Number(JsonElement score, string property) => score.GetProperty(property) is { ValueKind: JsonValueKind.Number } value ? value.GetDouble() : null;

    private Dictionary<string, string>[] Csv(string file)
    {
        var lines = File.ReadAllLines(_folder[file]);
        var names = lines[0].Split(',');
        return [.. lines[1..].Select(l => names.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
