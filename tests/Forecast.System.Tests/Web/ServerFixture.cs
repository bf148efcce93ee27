using Xunit;

namespace Forecast.SystemTests.Web;

/// <summary>One server for all tests that only read.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    public SampleServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await SampleServer.Start();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
