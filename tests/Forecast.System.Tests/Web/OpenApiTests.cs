using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class OpenApiTests(ServerFixture fixture)
{
    private static readonly string Committed = Path.Combine(Repository.Root, "docs", "openapi.json");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_describes_exactly_these_endpoints()
    {
        var document = await fixture.Server.Client.Json("/openapi/v1.json");

        Assert.StartsWith("3.", document.GetProperty("openapi").GetString());
        Assert.Equal(
            ["GET /v1/forecasts", "GET /v1/forecasts/{symbol}", "GET /v1/margin-parameters", "GET /v1/recommendations", "GET /v1/recommendations/{id}"],
            document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(o => $"{o.Name.ToUpperInvariant()} {p.Name}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_operation_has_an_id_a_summary_and_its_answers()
    {
        var document = await fixture.Server.Client.Json("/openapi/v1.json");
        var operations = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject(), (p, o) => (Path: p.Name, Operation: o.Value)).ToArray();

        Assert.Distinct(operations.Select(o => o.Operation.GetProperty("operationId").GetString()));
        Assert.All(operations, o =>
        {
            Assert.NotEqual("", o.Operation.GetProperty("summary").GetString());
            var answers = o.Operation.GetProperty("responses").EnumerateObject().Select(r => r.Name).ToArray();
            Assert.Contains("200", answers);
            if (o.Path.Contains('{')) Assert.Contains("404", answers);
        });
        Assert.Contains("400", document.GetProperty("paths").GetProperty("/v1/forecasts/{symbol}").GetProperty("get").GetProperty("responses").EnumerateObject().Select(r => r.Name));
    }

    [Fact]
    public async Task Every_reference_leads_somewhere()
    {
        var document = JsonNode.Parse(await fixture.Server.Client.GetStringAsync("/openapi/v1.json", Cancellation))!;
        var references = References(document).ToArray();

        Assert.NotEmpty(references);
        Assert.All(references, r => Assert.NotNull(r.Split('/').Skip(1).Aggregate(document, (JsonNode? node, string part) => node?[part])));
    }

    [Fact]
    public async Task The_committed_document_is_the_servers()
    {
        var served = JsonNode.Parse(await fixture.Server.Client.GetStringAsync("/openapi/v1.json", Cancellation))!.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";
        if (Environment.GetEnvironmentVariable("FORECAST_RENEW") == "1") await File.WriteAllTextAsync(Committed, served, Cancellation);

        Assert.True(served == await File.ReadAllTextAsync(Committed, Cancellation), "docs/openapi.json is not what the server says; where the change is meant, run this test with FORECAST_RENEW=1 and commit the file");
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject o => o.SelectMany(p => p is { Key: "$ref", Value: JsonValue v } ? [v.GetValue<string>()] : References(p.Value)),
        JsonArray a => a.SelectMany(References),
        _ => [],
    };
}
