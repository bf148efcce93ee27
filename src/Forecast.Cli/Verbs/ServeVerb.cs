using System.CommandLine;
using System.Net;
using Forecast.Jobs;
using Forecast.Web;

namespace Forecast.Cli.Verbs;

/// <summary><c>serve</c>: the API, the desk and the schedule, on loopback.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var url = new Option<string>("--url") { Description = "Where to listen; loopback addresses only", DefaultValueFactory = _ => ForecastServer.DefaultUrl };
        var command = new Command("serve", "Run the API, the desk and the schedule on loopback until stopped. Example: forecast serve --url http://127.0.0.1:5080");
        common.AddTo(command, common.Database, common.Lake, url);
        command.SetAction(async (parsed, stop) =>
        {
            var address = parsed.GetValue(url)!;
            if (!Uri.TryCreate(address, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || !IsLoopback(uri))
                throw new UsageException($"--url {address} is not an http address on loopback; it has no keys yet, so it must not be reachable from elsewhere. Write {ForecastServer.DefaultUrl}");
            using var workspace = common.OpenMigrated(parsed);
            await using var app = ForecastServer.Build(workspace, address, services => services.AddSchedule(workspace));
            await app.StartAsync(stop);
            Console.WriteLine($"Desk and API on {string.Join(", ", app.Urls)}  (OpenAPI document: /openapi/v1.json, health: /healthz/ready). Stop with Ctrl+C.");
            try
            {
                await Task.Delay(Timeout.Infinite, stop);
            }
            catch (OperationCanceledException)
            {
                await app.StopAsync(CancellationToken.None);
            }
            return ExitCode.Done;
        });
        return command;
    }

    private static bool IsLoopback(Uri uri) => uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
