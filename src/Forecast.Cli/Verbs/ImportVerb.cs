using System.CommandLine;
using System.Security.Cryptography;
using Forecast.Core.Market;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;

namespace Forecast.Cli.Verbs;

/// <summary><c>import parameters</c>: the margin parameters that a venue has in force.</summary>
internal static class ImportVerb
{
    public static Command Create() => new("import", "Bring in facts that are not market data") { Parameters() };

    private static Command Parameters()
    {
        var common = new CommonOptions();
        var file = new Argument<string>("file") { Description = "JSON array or CSV with symbol, initial_margin_ppm, maintenance_margin_ppm, maximum_leverage, effective_at and optionally venue" };
        var venue = new Option<string>("--venue") { Description = "Venue of entries that name none", DefaultValueFactory = _ => "binance" };
        var command = new Command("parameters", "Import the parameters now in force, so that recommendations have a value to compare with. Example: forecast import parameters in-force.csv") { file };
        common.AddTo(command, venue, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            var path = Path.GetFullPath(parsed.GetValue(file)!);
            var entries = VenueParameterFile.Read(path, parsed.GetValue(venue)!);
            var sha256 = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(path, stop)));
            using var workspace = common.OpenMigrated(parsed);
            await using var db = workspace.Database.CreateContext();
            var added = 0;
            foreach (var e in entries)
            {
                if (await db.VenueParameters.FindAsync([e.Venue, e.Symbol, e.EffectiveAt], stop) is { } known)
                {
                    if ((known.InitialMarginPpm, known.MaintenanceMarginPpm, known.MaximumLeverage) == (e.InitialMarginPpm, e.MaintenanceMarginPpm, e.MaximumLeverage)) continue;
                    throw new InvalidDataException($"{path}: {e.Symbol} has other parameters effective at {Instant.Format(e.EffectiveAt)} already (initial {known.InitialMarginPpm} ppm); history is not rewritten: give the change its own effective_at");
                }
                db.VenueParameters.Add(new VenueParameter
                {
                    Venue = e.Venue, Symbol = e.Symbol, EffectiveAt = e.EffectiveAt, InitialMarginPpm = e.InitialMarginPpm, MaintenanceMarginPpm = e.MaintenanceMarginPpm,
                    MaximumLeverage = e.MaximumLeverage, ImportedAt = Instant.From(workspace.Clock.GetUtcNow()), SourceSha256 = sha256,
                });
                added++;
            }
            await db.SaveChangesAsync(stop);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(new { entries = entries.Count, imported = added });
            else Console.WriteLine(added == 0 ? $"All {entries.Count} entries were imported before; nothing to do." : $"Imported {added} of {entries.Count} entries. Next: forecast nightly compares its recommendations with them.");
            return added == 0 ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }
}
