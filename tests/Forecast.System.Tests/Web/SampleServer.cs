using Forecast.Core.Market;
using Forecast.Pipeline;
using Forecast.Storage.Db.Entities;
using Forecast.Web;
using Microsoft.AspNetCore.Builder;

namespace Forecast.SystemTests.Web;

/// <summary>The real server on a free port of loopback, over a SQLite workspace that one real night of one simulated instrument filled.</summary>
public sealed class SampleServer : IAsyncDisposable
{
    public const string Symbol = "ALPHA-SIM";

    private readonly TemporaryFolder _folder = new();
    private WebApplication? _app;

    private SampleServer() => Workspace = Workspace.Open(Repository.Root, _folder["lake"], _folder["forecast.db"], TimeProvider.System);

    public Workspace Workspace { get; }

    public HttpClient Client { get; } = new();

    public Uri Address => Client.BaseAddress!;

    public static async Task<SampleServer> Start()
    {
        var server = new SampleServer();
        server.Workspace.Database.Migrate();
        await using (var db = server.Workspace.Database.CreateContext())
        {
            db.VenueParameters.Add(new VenueParameter
            {
                Venue = "simulated", Symbol = Symbol, EffectiveAt = Instant.Parse("2024-01-01"), InitialMarginPpm = 50_000, MaintenanceMarginPpm = 30_000, MaximumLeverage = 20,
                ImportedAt = Instant.Parse("2024-01-01"), SourceSha256 = new string('0', 64),
            });
            await db.SaveChangesAsync();
        }
        await new Nightly(server.Workspace).Run(new NightlyRequest("sample", null, TimeSpan.FromMinutes(15), [Symbol], null), null, CancellationToken.None);
        server._app = await Serve(server.Workspace);
        server.Client.BaseAddress = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Starts the program's server over a workspace.</summary>
    public static async Task<WebApplication> Serve(Workspace workspace)
    {
        var app = ForecastServer.Build(workspace, "http://127.0.0.1:0");
        await app.StartAsync();
        return app;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        Workspace.Dispose();
        _folder.Dispose();
    }
}
