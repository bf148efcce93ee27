using Forecast.Pipeline;
using Forecast.Storage.Db;
using Forecast.SystemTests.Storage;
using Xunit;

namespace Forecast.SystemTests.Web;

public sealed class HostileInputTests(PostgresCluster cluster) : IDisposable
{
    private readonly TestDatabases _databases = new(cluster);
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _databases.Dispose();
        _folder.Dispose();
    }

    [Theory, MemberData(nameof(TestDatabases.Both), MemberType = typeof(TestDatabases))]
    public async Task No_input_is_a_fault_of_the_server(DatabaseProvider provider)
    {
        var stop = TestContext.Current.CancellationToken;
        var address = _databases.Address(provider, migrated: true);
        _databases.Open(address, migrate: true);
        using var workspace = Workspace.Open(Repository.Root, _folder["lake"], address, TimeProvider.System);
        await using var app = await SampleServer.Serve(workspace);
        var server = new Uri(app.Urls.Single());

        string[] inputs =
        [
            "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "..%5c..%5c", "';drop%20table%20recommendations;--", "%22%20OR%201=1", new string('A', 5000), "%00", "a%00b", "%ff%fe", "%ed%a0%80", "%25", "_", "*", "%0d%0aX-Injected:%201",
            "%3Cscript%3Ealert(1)%3C/script%3E", "%f0%9f%92%a3", "1e309", "-1", "NaN",
        ];
        string[] targets = ["/{0}", "/v1/forecasts/{0}", "/v1/forecasts/ALPHA-SIM?horizon={0}", "/v1/forecasts/ALPHA-SIM?model={0}", "/v1/recommendations/{0}", "/v1/recommendations?symbol={0}", "/v1/recommendations?state={0}", "/recommendations/{0}", "/openapi/{0}.json"];
        var faults = new List<string>();
        foreach (var target in targets)
        {
            foreach (var input in inputs)
            {
                var (status, text) = await RawRequest.Get(server, string.Format(null, target, input), stop);
                if (status >= 500) faults.Add($"{target} with {input}: {status}");
                Assert.DoesNotContain("Exception", text);
                Assert.DoesNotContain("root:x:", text);
                Assert.DoesNotContain("\nX-Injected", text);
                if (text.Contains("text/html", StringComparison.Ordinal)) Assert.DoesNotContain("<script>", text);
            }
        }

        Assert.Empty(faults);
        await using var db = workspace.Database.CreateContext();
        Assert.Empty(db.Recommendations);
    }
}
