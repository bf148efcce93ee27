using System.CommandLine;
using Forecast.Pipeline;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>ingest capture</c>: recordings of venues' streams into the lake.</summary>
internal static class IngestCaptureVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var paths = new Argument<string[]>("path") { Description = "Captures (lines of '<receive time in ns> <message>', plain or gzip), or folders with them", Arity = ArgumentArity.OneOrMore };
        var venue = new Option<string?>("--venue") { Description = $"Venue: {string.Join(", ", CaptureVenue.All.Select(v => v.Name))} (default: what the file's name begins with: {string.Join(", ", CaptureVenue.All.Select(v => v.Prefix))})" };
        var command = new Command("capture", "Ingest raw captures of trades, best quotes and order books; doing it again changes nothing. Example: forecast ingest capture DIR --json") { paths };
        common.AddTo(command, venue, common.Database, common.Lake, common.Json, common.Quiet);
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(venue) is { } name && CaptureVenue.All.All(v => v.Name != name))
                throw new UsageException($"--venue {name}: captures are read of {string.Join(", ", CaptureVenue.All.Select(v => v.Name))}");
            var files = CommonOptions.Paths(parsed, paths);
            using var workspace = common.OpenMigrated(parsed);
            workspace.Lake.Sweep();
            var (streams, refused) = await Screen.Progress("ingest", parsed.GetValue(common.Quiet), progress =>
                new CaptureIngest(workspace).Keep(files, parsed.GetValue(venue), progress, stop));
            if (parsed.GetValue(common.Json)) Screen.WriteJson(CaptureScreen.Document(streams, refused));
            else CaptureScreen.Write(streams, refused);
            CaptureFileReport[] reports = [.. streams.SelectMany(s => s.Files), .. refused];
            return Array.TrueForAll(reports, f => f.Error is not null) ? ExitCode.Failed
                : Array.Exists(reports, f => f.Error is not null || (f.Quarantined > 0 && !f.KnownBefore)) ? ExitCode.Partial
                : streams.Sum(s => s.Files.Sum(f => f.Kinds.Sum(k => k.New + k.Corrected)) + s.Bars.New + s.Bars.Corrected) == 0 ? ExitCode.NothingToDo : ExitCode.Done;
        });
        return command;
    }
}
