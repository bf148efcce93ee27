using Xunit;

namespace Forecast.SystemTests.Web;

[Collection(ServerCollection.Name)]
public sealed class SecurityHeaderTests(ServerFixture fixture)
{
    [Theory]
    [InlineData("/")]
    [InlineData("/desk.css")]
    [InlineData("/v1/forecasts")]
    [InlineData("/v1/forecasts/NO-SUCH")]
    [InlineData("/no/such/page")]
    [InlineData("/healthz/ready")]
    [InlineData("/openapi/v1.json")]
    public async Task Every_answer_is_locked_down(string path)
    {
        using var response = await fixture.Server.Client.GetAsync(path, TestContext.Current.CancellationToken);

        AssertSecure(response);
    }

    internal static void AssertSecure(HttpResponseMessage response)
    {
        string Header(string name) => Assert.Single(response.Headers.GetValues(name));
        Assert.StartsWith("default-src 'none'; style-src 'self'", Header("Content-Security-Policy"));
        Assert.DoesNotContain("unsafe", Header("Content-Security-Policy"));
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal("no-referrer", Header("Referrer-Policy"));
        Assert.False(response.Headers.Contains("Server"));
    }
}
