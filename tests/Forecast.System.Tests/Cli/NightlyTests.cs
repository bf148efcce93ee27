using System.Text.Json;
using Forecast.Core.Models;
using Xunit;

namespace Forecast.SystemTests.Cli;

public sealed class NightlyTests : IDisposable
{
    private static readonly string[] Night = ["nightly", "--symbols", "ALPHA-SIM,FOXTROT-SIM", "--json"];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_delivers_then_has_nothing_to_do_and_leaves_the_same_bytes()
    {
        var forecast = new ForecastProcess(_folder) { Fits = _folder["fits"] };
        var (code, text, error) = await forecast.Run(Night);
        Assert.True(code == 0, error + text);
        using var first = JsonDocument.Parse(text);
        Assert.True(first.RootElement.GetProperty("simulated").GetBoolean());
        foreach (var symbol in new[] { "ALPHA-SIM", "FOXTROT-SIM" })
        {
            var forecasts = first.RootElement.GetProperty("forecasts").EnumerateArray().Where(f => f.GetProperty("symbol").GetString() == symbol).ToArray();
            Assert.Equal(5 * ModelCatalog.Nightly.Count, forecasts.Length);
            Assert.All(forecasts, f => Assert.True(f.GetProperty("variance").GetDouble() > 0));
            Assert.All(forecasts, f => Assert.True(f.GetProperty("lower90").GetDouble() < f.GetProperty("variance").GetDouble() && f.GetProperty("variance").GetDouble() < f.GetProperty("upper90").GetDouble()));
            Assert.All(forecasts, f => Assert.True(f.GetProperty("lower95").GetDouble() <= f.GetProperty("lower90").GetDouble() && f.GetProperty("lower80").GetDouble() < f.GetProperty("upper80").GetDouble() && f.GetProperty("shockProbability").GetDouble() < 1));
            var recommendation = first.RootElement.GetProperty("recommendations").EnumerateArray().Single(r => r.GetProperty("symbol").GetString() == symbol);
            Assert.Equal("proposed", recommendation.GetProperty("state").GetString());
            Assert.Equal(JsonValueKind.Null, recommendation.GetProperty("current").ValueKind);
            Assert.Equal(recommendation.GetProperty("proposed").GetProperty("initialMarginPpm").GetInt32(), recommendation.GetProperty("content").GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("ppm").GetInt32()));
        }

        var (lake, database) = (Contents.OfLake(forecast.Lake), Contents.OfDatabase(forecast.Database));
        var again = await forecast.Run(Night);
        Assert.Equal(4, again.Code);
        using var second = JsonDocument.Parse(again.Out);
        Assert.Equal(first.RootElement.GetProperty("forecasts").GetRawText(), second.RootElement.GetProperty("forecasts").GetRawText());
        Assert.Equal(lake, Contents.OfLake(forecast.Lake));
        Assert.Equal(database, Contents.OfDatabase(forecast.Database));

        // What the first night learnt is found, not made again, and makes no difference.
        var learnt = Fits(forecast.Fits);
        Assert.NotEmpty(learnt);
        var elsewhere = new ForecastProcess(_folder, "elsewhere") { Fits = forecast.Fits };
        Assert.Equal(0, (await elsewhere.Run(Night)).Code);
        Assert.Equal(learnt, Fits(forecast.Fits));
        Assert.Equal(lake, Contents.OfLake(elsewhere.Lake));
        Assert.Equal(database, Contents.OfDatabase(elsewhere.Database));
        await TheRegistryTellsAndDecides(elsewhere);
    }

    private static (string Name, DateTime Written)[] Fits(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.fit", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f => (f, File.GetLastWriteTimeUtc(f)))];

    private static async Task TheRegistryTellsAndDecides(ForecastProcess forecast)
    {
        async Task<JsonElement> Json(params string[] command)
        {
            var (code, text, error) = await forecast.Run([.. command, "--json"]);
            Assert.True(code == 0, error + text);
            return JsonSerializer.Deserialize<JsonElement>(text);
        }

        var list = await Json("models", "list");
        Assert.Equal("simulated", list.GetProperty("scope").GetString());
        JsonElement Model(string id) => list.GetProperty("models").EnumerateArray().Single(m => m.GetProperty("model").GetString() == id);
        Assert.Equal(["champion"], Model(ModelCatalog.Champion).GetProperty("aliases").EnumerateArray().Select(a => a.GetString()));
        Assert.Equal((10, 0), (Model("log-har").GetProperty("fits").GetInt32(), Model("log-har").GetProperty("refused").GetInt32()));

        var shown = await Json("models", "show", "log-har", "--symbols", "FOXTROT-SIM");
        Assert.StartsWith("# `log-har`", shown.GetProperty("card").GetString(), StringComparison.Ordinal);
        var fits = shown.GetProperty("fits").EnumerateArray().ToArray();
        Assert.Equal(["1h", "4h", "1d", "2d", "7d"], fits.Select(f => f.GetProperty("horizon").GetString()));
        Assert.Single(fits.Select(f => (f.GetProperty("dataVersion").GetString(), f.GetProperty("schemaHash").GetString())).Distinct());
        Assert.All(fits, f => Assert.Equal("beta[1h]", f.GetProperty("parameters")[1].GetProperty("name").GetString()));

        // A net has thousands of parameters: what a person reads begins with 40, what a machine reads has all.
        var net = await forecast.Run("models", "show", "pooled-net", "--symbols", "FOXTROT-SIM");
        var all = (await Json("models", "show", "pooled-net", "--symbols", "FOXTROT-SIM")).GetProperty("fits")[0].GetProperty("parameters").GetArrayLength();
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{all - 40:N0} more of {all:N0} parameters are not shown"), net.Out, StringComparison.Ordinal);
        Assert.InRange(net.Out.Split('\n').Length, 50, 400);

        // The same rows as the scorecards': one ratio is the other's inverse.
        var compared = await Json("models", "compare", "log-har", ModelCatalog.Champion);
        foreach (var (score, horizon) in Model(ModelCatalog.Champion).GetProperty("scores").EnumerateArray().Zip(compared.GetProperty("horizons").EnumerateArray()))
        {
            Assert.Equal(1 / score.GetProperty("ratioToLogHar").GetDouble(), horizon.GetProperty("ratio").GetDouble(), 1e-10);
            Assert.InRange(horizon.GetProperty("ratio").GetDouble(), horizon.GetProperty("ratioLower95").GetDouble(), horizon.GetProperty("ratioUpper95").GetDouble());
        }

        var published = await forecast.Run("score", "--published");
        Assert.Equal(4, published.Code);
        Assert.Contains($"{2 * 5 * ModelCatalog.Nightly.Count} forecasts wait; the first target is over at 2025-01-01T01:00:00Z", published.Out, StringComparison.Ordinal);

        string[] decision = ["models", "promote", "ewma", "--by", "Ann Smith", "--reason", "to see"];
        var refused = await forecast.Run(decision);
        Assert.Equal((1, ""), (refused.Code, refused.Out));
        Assert.Contains("the promotion rule refuses ewma", refused.Error, StringComparison.Ordinal);
        var made = await Json([.. decision, "--override"]);
        Assert.Equal(("2025-01-02T00:00:00Z", "Ann Smith", true), (made.GetProperty("effectiveAt").GetString(), made.GetProperty("decidedBy").GetString(), made.GetProperty("evidence").GetProperty("overridden").GetBoolean()));
        Assert.Equal(4, (await forecast.Run(decision)).Code);
        Assert.Equal(2, (await forecast.Run("models", "promote", "harj", "--by", "Ann Smith", "--reason", "no night runs it")).Code);
        Assert.Equal(2, (await forecast.Run("models", "rollback", "--by", "Policy", "--reason", "not a person")).Code);
        Assert.Equal(ModelCatalog.Champion, (await Json("models", "rollback", "--by", "Bob", "--reason", "seen")).GetProperty("model").GetString());
        var history = (await Json("models", "show", ModelCatalog.Champion)).GetProperty("history").EnumerateArray().ToArray();
        Assert.Equal([("policy", 1), ("Bob", 3)], history.Select(a => (a.GetProperty("decidedBy").GetString(), a.GetProperty("number").GetInt32())));
    }

    [Fact]
    public async Task Imported_parameters_are_what_recommendations_compare_with()
    {
        var forecast = new ForecastProcess(_folder);
        await File.WriteAllTextAsync(_folder["in-force.csv"], "symbol,initial_margin_ppm,maintenance_margin_ppm,maximum_leverage,effective_at,venue\nALPHA-SIM,50000,30000,20,2024-06-01,simulated\n");
        Assert.Equal(0, (await forecast.Run("import", "parameters", "in-force.csv")).Code);
        Assert.Equal(4, (await forecast.Run("import", "parameters", "in-force.csv")).Code);
        var night = await forecast.Run("nightly", "--symbols", "ALPHA-SIM", "--report", "night.html", "--lake", forecast.Lake);
        Assert.Equal(0, night.Code);
        Assert.Contains("shock in 1h", night.Out, StringComparison.Ordinal);
        Assert.EndsWith($" --symbols ALPHA-SIM --lake {forecast.Lake}", night.Out.Split('\n').Single(l => l.StartsWith("Repeat it", StringComparison.Ordinal)).TrimEnd(), StringComparison.Ordinal);
        using var listed = JsonDocument.Parse((await forecast.Run("recommendations", "list", "--json")).Out);
        var one = listed.RootElement.EnumerateArray().Single();
        Assert.Equal(50_000, one.GetProperty("current").GetProperty("initialMarginPpm").GetInt32());
        var change = one.GetProperty("proposed").GetProperty("initialMarginPpm").GetInt32() - 50_000;
        Assert.Equal(change, one.GetProperty("content").GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("ppm").GetInt32()));
        Assert.InRange(change, -5_000, 25_000);
        var shown = await forecast.Run("recommendations", "show", one.GetProperty("id").GetString()![..6]);
        Assert.Equal(0, shown.Code);
        Assert.Contains("If you do nothing", shown.Out, StringComparison.Ordinal);
        Assert.Contains("SIMULATED", shown.Out, StringComparison.Ordinal);
        Assert.Equal(0, (await forecast.Run("margin", "parameters", "--symbols", "ALPHA-SIM")).Code);

        var page = await File.ReadAllTextAsync(_folder["night.html"]);
        Assert.Contains("SIMULATED", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("shock within 1d", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_earlier_as_of_sees_nothing_later()
    {
        var (whole, cut) = (new ForecastProcess(_folder, "whole"), new ForecastProcess(_folder, "cut"));
        Assert.Equal(0, (await whole.Run("simulate", "market", "--out", "sim", "--days", "470")).Code);
        var lines = GzipLines.Read(_folder[Path.Combine("sim", "15m", "ALPHA-SIM.csv.gz")]);
        const int Kept = 1 + (440 * 96);
        GzipLines.Write(_folder[Path.Combine("short", "15m", "ALPHA-SIM.csv.gz")], lines[..Kept]);
        // 2023-01-01 and 440 days: the same origin over all bars, over none later, and over later bars that are wild.
        string[] Night(string data) => ["nightly", "--source", "files", "--data", data, "--symbols", "ALPHA-SIM", "--as-of", "2024-03-16", "--json"];
        GzipLines.Write(_folder[Path.Combine("wild", "15m", "ALPHA-SIM.csv.gz")], [.. lines.Select((l, i) => i < Kept ? l : GzipLines.TimesTen(l))]);
        var wild = new ForecastProcess(_folder, "wild");
        var texts = new List<string>();
        foreach (var (process, data) in new[] { (whole, "sim"), (cut, "short"), (wild, "wild") })
        {
            using var document = JsonDocument.Parse((await process.Run(Night(data))).Out);
            Assert.Equal("2024-03-16T00:00:00Z", document.RootElement.GetProperty("asOf").GetString());
            Assert.True(document.RootElement.GetProperty("forecasts").GetArrayLength() > 0);
            texts.Add(document.RootElement.GetProperty("forecasts").GetRawText());
        }
        Assert.Equal(texts[0], texts[1]);
        Assert.Equal(texts[0], texts[2]);
    }
}
