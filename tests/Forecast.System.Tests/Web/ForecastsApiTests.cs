using System.Text.Json;
using Forecast.Core.Market;
using Forecast.Core.Models;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class ForecastsApiTests(ServerFixture fixture)
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task The_list_holds_the_combined_forecast_of_every_horizon()
    {
        var list = await _client.Json("/v1/forecasts");

        Assert.Equal(["1h", "4h", "1d", "2d", "7d"], list.EnumerateArray().Select(f => f.GetProperty("horizon").GetString()));
        Assert.All(list.EnumerateArray(), f => Assert.Equal((ModelCatalog.Champion, SampleServer.Symbol, true), (f.GetProperty("model").GetString(), f.GetProperty("symbol").GetString(), f.GetProperty("simulated").GetBoolean())));
    }

    [Fact]
    public async Task Values_are_the_databases_to_the_last_bit()
    {
        await using var db = fixture.Server.Workspace.Database.CreateContext();
        var rows = await db.VolatilityForecasts.AsNoTracking().ToDictionaryAsync(f => (f.Model, Duration.Format(TimeSpan.FromMinutes(f.HorizonMinutes))), TestContext.Current.CancellationToken);
        var tails = (await db.LossTails.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken)).ToLookup(t => (t.Model, t.HorizonMinutes));

        var shown = await _client.Json($"/v1/forecasts/{SampleServer.Symbol}");

        Assert.Equal(rows.Count, shown.GetArrayLength());
        foreach (var f in shown.EnumerateArray())
        {
            var row = rows[(f.GetProperty("model").GetString()!, f.GetProperty("horizon").GetString()!)];
            Assert.Equal(row.Variance, f.GetProperty("variance").GetDouble());
            Assert.Equal(row.Lower90, Number(f.GetProperty("lower90")));
            Assert.Equal(row.Upper90, Number(f.GetProperty("upper90")));
            Assert.Equal((row.Lower80, row.Upper80, row.Lower95, row.Upper95), (Number(f.GetProperty("lower80")), Number(f.GetProperty("upper80")), Number(f.GetProperty("lower95")), Number(f.GetProperty("upper95"))));
            Assert.Equal((row.ShockThreshold, row.ShockProbability), (Number(f.GetProperty("shockThreshold")), Number(f.GetProperty("shockProbability"))));
            Assert.InRange(row.ShockProbability!.Value, 0, 1);
            var stored = tails[(row.Model, row.HorizonMinutes)].OrderBy(t => t.Side, StringComparer.Ordinal).SelectMany(t => new[] { (t.Side, 0.95, t.Quantile95, t.Shortfall95), (t.Side, 0.99, t.Quantile99, t.Shortfall99), (t.Side, 0.995, t.Quantile995, t.Shortfall995), (t.Side, 0.999, t.Quantile999, t.Shortfall999) });
            Assert.Equal(stored, f.GetProperty("tails").EnumerateArray().Select(t => (t.GetProperty("side").GetString()!, t.GetProperty("confidence").GetDouble(), t.GetProperty("quantile").GetDouble(), t.GetProperty("shortfall").GetDouble())));
            Assert.Equal(8, f.GetProperty("tails").GetArrayLength());
            Assert.Equal(Math.Sqrt(row.Variance), f.GetProperty("volatility").GetDouble());
            Assert.Equal(Math.Sqrt(row.Variance * 365 * 1440 / row.HorizonMinutes), f.GetProperty("annualizedVolatility365").GetDouble(), 1e-12);
            Assert.Equal(Instant.Format(row.Origin), f.GetProperty("origin").GetString());
            Assert.Equal(Instant.Format(row.KnownAt), f.GetProperty("knownAt").GetString());
            Assert.Equal(row.WorkItemId, f.GetProperty("workItem").GetInt64());
        }
    }

    [Theory]
    [InlineData("horizon=1d&model=log-har", 1)]
    [InlineData("horizon=24h&model=log-har", 1)]
    [InlineData("model=garch", 5)]
    public async Task One_horizon_or_model_can_be_asked_for(string query, int count)
    {
        var shown = await _client.Json($"/v1/forecasts/{SampleServer.Symbol}?{query}");

        Assert.Equal(count, shown.GetArrayLength());
        if (count == 1) Assert.All(shown.EnumerateArray(), f => Assert.Equal(("1d", "log-har"), (f.GetProperty("horizon").GetString(), f.GetProperty("model").GetString())));
    }

    [Fact]
    public async Task An_unknown_instrument_is_not_found() => Assert.Contains("GET /v1/forecasts lists", await _client.Problem("/v1/forecasts/NO-SUCH", 404));

    [Theory]
    [InlineData("horizon=tomorrow", "write 1h, 4h, 1d, 2d or 7d")]
    [InlineData("horizon=3h", "write 1h, 4h, 1d, 2d or 7d")]
    [InlineData("horizon=", "write 1h, 4h, 1d, 2d or 7d")]
    [InlineData("horizon=9999999d", "write 1h, 4h, 1d, 2d or 7d")]
    [InlineData("model=oracle", "there are combination, pooled-gamma, pooled-net, garch, log-har, ewma")]
    [InlineData("model=LOG-HAR", "there are combination, pooled-gamma")]
    public async Task A_bad_query_is_refused_with_what_to_write(string query, string says) => Assert.Contains(says, await _client.Problem($"/v1/forecasts/{SampleServer.Symbol}?{query}", 400));

    private static double? Number(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value.GetDouble();
}
