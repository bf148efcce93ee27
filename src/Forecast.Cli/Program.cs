using System.CommandLine;
using System.CommandLine.Parsing;
using Forecast.Cli.Verbs;

namespace Forecast.Cli;

/// <summary>The <c>forecast</c> executable: one verb a file, and the exit codes that scripts rely on.</summary>
internal static class Program
{
    // Told to stop, a collector still writes what it has.
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    private static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("Volatility forecasts that set margins before the shock. Start with: forecast nightly")
        {
            NightlyVerb.Create(), IngestVerb.Create(), CollectVerb.Create(), ImportVerb.Create(), MeasureVerb.Create(), FitVerb.Create(), BacktestVerb.Create(), ScoreVerb.Create(), MarginVerb.Create(), ExportVerb.Create(),
            RecommendationsVerb.Create(), ModelsVerb.Create(), ServeVerb.Create(), WorkerVerb.Create(), MigrateVerb.Create(), DoctorVerb.Create(), SimulateVerb.Create(),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors) await Console.Error.WriteLineAsync($"forecast: {error.Message}");
            await Console.Error.WriteLineAsync($"forecast: see 'forecast {string.Concat(Path(parsed.CommandResult).Reverse())}--help'");
            return ExitCode.Usage;
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop });
        }
        catch (UsageException e)
        {
            await Console.Error.WriteLineAsync($"forecast: {e.Message}");
            return ExitCode.Usage;
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("forecast: stopped; run it again to go on where it stopped");
            return ExitCode.Failed;
        }
        catch (Exception e)
        {
            await Console.Error.WriteLineAsync($"forecast: {e.Message}");
            if (Environment.GetEnvironmentVariable("FORECAST_TRACE") == "1") await Console.Error.WriteLineAsync(e.ToString());
            return ExitCode.Failed;
        }
    }

    private static IEnumerable<string> Path(CommandResult result)
    {
        for (SymbolResult? r = result; r is CommandResult { Command: not RootCommand } c; r = r.Parent) yield return c.Command.Name + " ";
    }
}
