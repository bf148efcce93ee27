using System.Net;
using Forecast.Pipeline;
using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class HealthTests(ServerFixture fixture)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/healthz/live")]
    [InlineData("/healthz/ready")]
    public async Task A_server_over_a_full_database_is_well(string path) => Assert.Equal("Healthy", await fixture.Server.Client.GetStringAsync(path, Cancellation));

    [Fact]
    public async Task Over_a_database_without_schema_it_lives_but_is_not_ready_and_says_nothing_of_its_insides()
    {
        using var folder = new TemporaryFolder();
        using var workspace = Workspace.Open(Repository.Root, folder["lake"], folder["empty.db"], TimeProvider.System);
        await using var app = await SampleServer.Serve(workspace);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/healthz/live", Cancellation)).StatusCode);
        using var ready = await client.GetAsync("/healthz/ready", Cancellation);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("Unhealthy", await ready.Content.ReadAsStringAsync(Cancellation));

        using var forecasts = await client.GetAsync("/v1/forecasts", Cancellation);
        Assert.Equal(HttpStatusCode.InternalServerError, forecasts.StatusCode);
        Assert.Equal("application/problem+json", forecasts.Content.Headers.ContentType?.MediaType);
        var text = await forecasts.Content.ReadAsStringAsync(Cancellation);
        Assert.All(["Sqlite", "no such table", "Exception", "   at ", folder.Path], leak => Assert.DoesNotContain(leak, text, StringComparison.OrdinalIgnoreCase));
        SecurityHeaderTests.AssertSecure(forecasts);
    }
}
