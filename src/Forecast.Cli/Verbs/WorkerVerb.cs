using System.CommandLine;
using Forecast.Jobs;
using Microsoft.Extensions.Hosting;

namespace Forecast.Cli.Verbs;

/// <summary><c>worker</c>: takes jobs from a PostgreSQL database that several workers share.</summary>
internal static class WorkerVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("worker", "Take scheduled jobs from a shared PostgreSQL database until stopped. Example: forecast worker --database postgres://forecast@db/forecast --lake /srv/lake");
        common.AddTo(command, common.Database, common.Lake);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.Open(parsed);
            if (workspace.Database.Connections is null)
                throw new UsageException("a worker shares its jobs with others through PostgreSQL; name the database with --database postgres://user@host/name (forecast serve runs the jobs of an embedded database itself)");
            if (workspace.Database.NeedsMigration())
                throw new UsageException("the database has an older schema; run forecast migrate on it first");
            var builder = Host.CreateApplicationBuilder();
            builder.Services.AddSchedule(workspace);
            using var host = builder.Build();
            Console.WriteLine("Worker started; stop with Ctrl+C.");
            await host.RunAsync(stop);
            return ExitCode.Done;
        });
        return command;
    }
}
