using Xunit;

namespace Forecast.SystemTests.Web;

/// <summary>The test classes that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class ServerCollection : ICollectionFixture<ServerFixture>
{
    public const string Name = "server";
}
