using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class RecommendationsApiTests(ServerFixture fixture)
{
    private readonly HttpClient _client = fixture.Server.Client;

    [Fact]
    public async Task A_recommendation_is_the_databases_and_its_parts_add_up()
    {
        await using var db = fixture.Server.Workspace.Database.CreateContext();
        var row = await db.Recommendations.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);

        var listed = Assert.Single((await _client.Json("/v1/recommendations")).EnumerateArray());
        var one = await _client.Json($"/v1/recommendations/{row.Id}");

        Assert.True(JsonElement.DeepEquals(listed, one));
        Assert.Equal((row.Id, row.Symbol, "proposed", 1, true), (Text(one, "id"), Text(one, "symbol"), Text(one, "state"), one.GetProperty("version").GetInt32(), one.GetProperty("simulated").GetBoolean()));
        Assert.Equal((row.ProposedInitialPpm, row.ProposedMaintenancePpm, row.ProposedMaximumLeverage), Parameters(one.GetProperty("proposed")));
        Assert.Equal((50_000, 30_000, 20), Parameters(one.GetProperty("current")));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(row.Content), one.GetProperty("content")));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(row.Content))), Text(one, "contentSha256"));
        Assert.Equal(row.ProposedInitialPpm - 50_000, one.GetProperty("content").GetProperty("contributions").EnumerateArray().Sum(c => c.GetProperty("ppm").GetInt32()));
    }

    [Fact]
    public async Task Margin_parameters_show_what_is_in_force_beside_what_is_proposed()
    {
        await using var db = fixture.Server.Workspace.Database.CreateContext();
        var row = await db.Recommendations.AsNoTracking().SingleAsync(TestContext.Current.CancellationToken);

        var shown = Assert.Single((await _client.Json("/v1/margin-parameters")).EnumerateArray());

        Assert.Equal((SampleServer.Symbol, true, "proposed", row.Id), (Text(shown, "symbol"), shown.GetProperty("simulated").GetBoolean(), Text(shown, "state"), Text(shown, "recommendation")));
        Assert.Equal((50_000, 30_000, 20), Parameters(shown.GetProperty("inForce")));
        Assert.Equal((row.ProposedInitialPpm, row.ProposedMaintenancePpm, row.ProposedMaximumLeverage), Parameters(shown.GetProperty("proposed")));
    }

    [Theory]
    [InlineData("symbol=ALPHA-SIM", 1)]
    [InlineData("state=proposed", 1)]
    [InlineData("state=approved", 0)]
    [InlineData("symbol=BRAVO-SIM", 0)]
    public async Task The_list_can_be_narrowed(string query, int count) => Assert.Equal(count, (await _client.Json($"/v1/recommendations?{query}")).GetArrayLength());

    [Theory]
    [InlineData("no-such-id")]
    [InlineData("%25")]
    [InlineData("_")]
    public async Task An_unknown_id_is_not_found(string id) => Assert.Contains("GET /v1/recommendations lists", await _client.Problem($"/v1/recommendations/{id}", 404));

    private static string? Text(JsonElement e, string name) => e.GetProperty(name).GetString();

    private static (int Initial, int Maintenance, int Leverage) Parameters(JsonElement e) =>
        (e.GetProperty("initialMarginPpm").GetInt32(), e.GetProperty("maintenanceMarginPpm").GetInt32(), e.GetProperty("maximumLeverage").GetInt32());
}
