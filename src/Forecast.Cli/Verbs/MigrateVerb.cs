using System.CommandLine;

namespace Forecast.Cli.Verbs;

/// <summary><c>migrate</c>: brings the database's schema up to this program.</summary>
internal static class MigrateVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("migrate", "Bring the database's schema up to date. Example: forecast migrate --database postgres://forecast@localhost/forecast");
        common.AddTo(command, common.Database, common.Json);
        command.SetAction(parsed =>
        {
            using var workspace = common.Open(parsed);
            var needed = workspace.Database.NeedsMigration();
            workspace.Database.Migrate();
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { migrated = needed });
            else Console.WriteLine(needed ? "The schema is up to date now." : "The schema was up to date; nothing to do.");
            return needed ? ExitCode.Done : ExitCode.NothingToDo;
        });
        return command;
    }
}
