using System.CommandLine;
using System.Text.RegularExpressions;
using Forecast.Core.Market;
using Forecast.Pipeline;

namespace Forecast.Cli;

/// <summary>The options that several verbs share, spelled and read in one way.</summary>
internal sealed partial class CommonOptions
{
    // A day.
    private const int LongestTime = 86_400;

    public Option<string?> Database { get; } = new("--database") { Description = "SQLite path or postgres:// URL (default: $FORECAST_DATABASE, else data/forecast.db of the repository)", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FORECAST_DATABASE") };

    public Option<string?> Lake { get; } = new("--lake") { Description = "Folder of the lake (default: $FORECAST_LAKE, else data/lake of the repository)", DefaultValueFactory = _ => Environment.GetEnvironmentVariable("FORECAST_LAKE") };

    public Option<string?> AsOf { get; } = new("--as-of") { Description = "UTC date (its 00:00) or instant from which the forecasts start" };

    public Option<string?> Symbols { get; } = new("--symbols") { Description = "Instruments, separated by commas (default: all)" };

    public Option<double> TimeLimit { get; } = new("--time-limit") { Description = "Seconds that one estimation may last; one that lasts longer is given up, and the answer says so", DefaultValueFactory = _ => FitTime.Default.TotalSeconds };

    public Option<bool> Json { get; } = new("--json") { Description = "Print one JSON document instead of tables" };

    public Option<bool> Quiet { get; } = new("--quiet") { Description = "No progress on standard error" };

    public void AddTo(Command command, params Option[] options)
    {
        foreach (var option in options.Append(Quiet).Distinct()) command.Options.Add(option);
    }

    /// <summary>The symbols asked for, in upper case; null for all.</summary>
    public IReadOnlyList<string>? SymbolList(ParseResult parsed) => parsed.GetValue(Symbols) is { } text ? SymbolList(text) : null;

    public static string[] SymbolList(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(s => s.ToUpperInvariant()).Distinct()];

    /// <summary>The as-of asked for; null for the data's own.</summary>
    public long? AsOfInstant(ParseResult parsed)
    {
        if (ParseInstant("--as-of", parsed.GetValue(AsOf)) is not { } instant) return null;
        return instant % Duration.Day == 0 ? instant : throw new UsageException($"--as-of {parsed.GetValue(AsOf)} is not 00:00 UTC; a night's forecasts and margins start at the end of a UTC day");
    }

    /// <summary>An instant option, or a usage error that names it; null where it is not given.</summary>
    public static long? ParseInstant(string option, string? text)
    {
        try
        {
            return text is null ? null : Instant.Parse(text);
        }
        catch (FormatException e)
        {
            throw new UsageException($"{option}: {e.Message}");
        }
    }

    /// <summary>The time that one estimation may last.</summary>
    public TimeSpan Time(ParseResult parsed) =>
        parsed.GetValue(TimeLimit) is >= 0.001 and <= LongestTime and var seconds ? TimeSpan.FromSeconds(seconds) : throw new UsageException($"{TimeLimit.Name} must be seconds from 0.001 to {LongestTime}");

    /// <summary>Opens the stores that the options name.</summary>
    public Workspace Open(ParseResult parsed) => Workspace.Open(RepositoryRoot(), Full(parsed.GetValue(Lake)), FullDatabase(parsed.GetValue(Database)), TimeProvider.System,
        Environment.GetEnvironmentVariable("FORECAST_FITS") is { Length: > 0 } fits ? Full(fits) : null);

    /// <summary>Opens the stores and brings an absent or older schema up to date, as the embedded default does.</summary>
    public Workspace OpenMigrated(ParseResult parsed)
    {
        var workspace = Open(parsed);
        try
        {
            workspace.Database.Migrate();
            return workspace;
        }
        catch
        {
            workspace.Dispose();
            throw;
        }
    }

    /// <summary>A duration option, or a usage error that names it.</summary>
    public static TimeSpan ParseDuration(string option, string text) =>
        Duration.TryParse(text, out var value) ? value : throw new UsageException($"{option} {text} is not a duration; write 15m, 1h, 7d");

    /// <summary>The interval of bars, or a usage error where forecasts cannot be made from it.</summary>
    public static TimeSpan ParseInterval(string text, string option = "--interval") =>
        ParseDuration(option, text) is var value && TimeSpan.FromHours(1).Ticks % value.Ticks == 0 ? value : throw new UsageException($"{option} {text} does not divide one hour; write 1m, 5m, 15m, 30m or 1h");

    /// <summary>Those of some options that the command line has, each behind a blank, to be written again; without the password of a database.</summary>
    public static string Given(ParseResult parsed, params Option<string?>[] options) => string.Concat(options.Where(o => parsed.GetResult(o) is { Implicit: false })
        .Select(o => $" {o.Name} {Password().Replace(parsed.GetValue(o)!, "$1***@")}"));

    /// <summary>Files and folders as they are given; where none of them is there, the command line is wrong, and where some are, the others are refused by themselves.</summary>
    public static string[] Paths(ParseResult parsed, Argument<string[]> paths)
    {
        string[] full = [.. parsed.GetValue(paths)!.Select(System.IO.Path.GetFullPath)];
        return Array.Exists(full, System.IO.Path.Exists) ? full : throw new UsageException($"there is no file or folder {string.Join(", ", full)}; check the path");
    }

    /// <summary>The path of a mapping, or a usage error where there is none; null where it is not asked for.</summary>
    public static string? MappingPath(string? path) =>
        path is null || File.Exists(path) ? Full(path) : throw new UsageException($"--mapping {path}: there is no such file; docs/mappings/README.md says what is in one");

    /// <summary>The name of a venue, or a usage error where it cannot be one.</summary>
    public static T VenueName<T>(T name) where T : class? => name is not string text || Name().IsMatch(text) ? name
        : throw new UsageException($"--venue {text} is not a venue's name; use letters, digits, '.', '_' and '-', as in binance-usdm");

    /// <summary>The repository: what the launcher says, else the folder above the program that has the solution.</summary>
    public static string RepositoryRoot()
    {
        if (Environment.GetEnvironmentVariable("FORECAST_ROOT") is { Length: > 0 } root) return root;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Forecast.sln"))) return folder.FullName;
        }
        throw new UsageException("the repository is not above the program; set FORECAST_ROOT to it, or start ./forecast");
    }

    private static string? Full(string? path) => path is null ? null : System.IO.Path.GetFullPath(path);

    private static string? FullDatabase(string? database) =>
        database is null || database.Contains("://", StringComparison.Ordinal) ? database : System.IO.Path.GetFullPath(database);

    [GeneratedRegex("(://[^:@/]+:)[^@/]*@")]
    private static partial Regex Password();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    private static partial Regex Name();
}
