using System.CommandLine;
using Forecast.Sources;

namespace Forecast.Cli.Verbs;

/// <summary><c>margin tier</c>: the formulas of venues on given inputs.</summary>
internal static class MarginTierVerb
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var method = new Option<string>("--method") { Description = $"One of {string.Join(", ", TierMethodCatalog.All.Select(m => $"{m.Id} ({m.Description})"))}", Required = true };
        var input = new Option<string>("--input") { Description = "JSON file of tiers and positions; docs/margin-venues.md has one of each method", Required = true };
        var command = new Command("tier", "Margin by the formulas of a venue, exact to the last digit, on given inputs; docs/margin-venues.md has formulas, fields and units. Example: forecast margin tier --method dydx --input tiers.json --json");
        common.AddTo(command, method, input, common.Json);
        command.SetAction(parsed =>
        {
            var (id, path) = (parsed.GetValue(method)!, parsed.GetValue(input)!);
            var entry = TierMethodCatalog.All.FirstOrDefault(m => m.Id == id) ?? throw new UsageException($"--method {id}: there are {string.Join(", ", TierMethodCatalog.All.Select(m => m.Id))}");
            var sections = Margins(entry, path);
            if (parsed.GetValue(common.Json)) Screen.WriteJson(sections.Prepend(new("method", id)).ToDictionary());
            else TierTables.Write(entry, sections);
            return ExitCode.Done;
        });
        return command;
    }

    private static IReadOnlyList<KeyValuePair<string, object>> Margins(TierMethod method, string path)
    {
        try
        {
            return method.Margins(path);
        }
        catch (OverflowException)
        {
            throw new InputException("a position is so large that its margin has more digits than can be counted exactly", path, "split it, or correct its size");
        }
    }
}
