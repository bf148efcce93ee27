using System.CommandLine;
using Forecast.Core.Market;
using Forecast.Jobs;
using Forecast.Pipeline;
using Forecast.Pipeline.Quality;
using Forecast.Pipeline.Registry;
using Forecast.Sources;
using Forecast.Storage.Db.Entities;
using Forecast.Storage.Lake;

namespace Forecast.Cli.Verbs;

/// <summary><c>doctor</c>: checks what the program needs at run time, and says how to mend what is missing.</summary>
internal static class DoctorVerb
{
    private const long LeastFreeBytes = 1L << 30;

    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command("doctor", "Check database, lake, disk, clock, catalogues and schedule. Example: forecast doctor --database postgres://forecast@localhost/forecast");
        common.AddTo(command, common.Database, common.Lake, common.Json);
        command.SetAction(async (parsed, stop) =>
        {
            using var workspace = common.Open(parsed);
            (string Name, Func<string> Look, string Remedy)[] checks =
            [
                ("database", () => workspace.Database.NeedsMigration() ? throw new InvalidDataException("the schema is absent or older than the program") : workspace.Database.Description, "run forecast migrate (nightly does it by itself)"),
                ("lake", () => Lake(workspace), "free the folder for writing, or name another with --lake"),
                ("disk", () => Disk(workspace.Root), "free some space; a night of seven instruments needs about 100 MB"),
                ("clock", () => workspace.Clock.GetUtcNow() is { Year: >= 2026 } now ? Instant.Format(Instant.From(now)) : throw new InvalidDataException("the system clock is before 2026"), "set the system clock"),
                ("margin policy", () => $"version {PolicyFile.Read(Path.Combine(workspace.Root, "data", "policy.json")).Version}", "mend data/policy.json"),
                ("registry settings", () => Decided(RegistryPolicy.Read(workspace.Root)), "mend data/registry.json"),
                ("instruments", () => $"{InstrumentCatalog.Read(Path.Combine(workspace.Root, "data", "instruments.json")).All.Count} in the catalogue", "mend data/instruments.json"),
                ("schedule", () => string.Join(", ", ScheduleFile.Read(Path.Combine(workspace.Root, "jobs", "schedule.json")).Select(j => $"{j.Step} at '{j.Cron}' {j.Zone}")), "mend jobs/schedule.json"),
            ];
            var results = checks.Select(c => Run(c.Name, c.Look, c.Remedy)).ToArray();
            var (completeness, trades, alarms) = Quality(workspace);
            var drift = results[0].Ok ? await Drift(workspace, stop) : [];
            if (parsed.GetValue(common.Json))
            {
                Screen.WriteJson(new { healthy = results.All(r => r.Ok), codeVersion = workspace.CodeVersion, checks = results, facts = workspace.Lake.Facts().Select(f => new { f.Dataset, f.Venue, f.Symbol, f.Rows, f.Parts, from = Instant.Format(f.First), to = Instant.Format(f.Last) }), completeness = QualityTables.Document(completeness), trades = QualityTables.Document(trades), alarms = QualityTables.Document(alarms), drift = drift.Select(DriftTables.Document) });
            }
            else
            {
                foreach (var r in results) Console.WriteLine($"{(r.Ok ? "ok  " : "FAIL")} {r.Name}: {r.Found}{(r.Ok ? "" : $" → {r.Remedy}")}");
                QualityTables.Write(workspace.Lake.Facts());
                QualityTables.Write(completeness);
                QualityTables.Write(trades);
                QualityTables.Write(alarms);
                DriftTables.Write(drift, alarmsOnly: false);
            }
            return results.All(r => r.Ok) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static string Decided(RegistryPolicy policy) => $"version {policy.Version}; {(policy.DecidesItself ? "the rule itself makes a challenger champion" : "a person decides about challengers")}";

    private static Check Run(string name, Func<string> look, string remedy)
    {
        try
        {
            return new Check(name, true, look(), null);
        }
        catch (Exception e)
        {
            return new Check(name, false, e.Message, remedy);
        }
    }

    private static async Task<IReadOnlyList<(string Symbol, DriftReading Reading)>> Drift(Workspace workspace, CancellationToken stop)
    {
        await using var db = workspace.Database.CreateContext();
        return await DriftReadings.Newest(db, stop);
    }

    // What cannot be read is a matter of the lake's own check and of the night that reads it; it must not keep the rest from being said.
    private static (IReadOnlyList<Completeness>, IReadOnlyList<TradeDay>, IReadOnlyList<MeasureAlarm>) Quality(Workspace workspace)
    {
        try
        {
            return (Completeness.Of(workspace), workspace.Lake.TradeDays(), MeasureAlarms.Of(workspace));
        }
        catch (CorruptPartException e)
        {
            Console.Error.WriteLine($"forecast: completeness is not shown: {e.Message}");
            return ([], [], []);
        }
    }

    private static string Lake(Workspace workspace)
    {
        var path = workspace.LakeFolder;
        Directory.CreateDirectory(path);
        var probe = Path.Combine(path, $".doctor-{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        var instruments = workspace.Lake.Instruments(TimeSpan.FromMinutes(15));
        return $"{path}, {instruments.Count} instruments of 15m bars";
    }

    private static string Disk(string folder)
    {
        var free = new DriveInfo(folder).AvailableFreeSpace;
        return free >= LeastFreeBytes ? $"{free >> 30} GiB free" : throw new InvalidDataException($"{free >> 20} MiB free");
    }

    private sealed record Check(string Name, bool Ok, string Found, string? Remedy);
}
