using Forecast.Sources;

namespace Forecast.Cli;

/// <summary>What the program's exit codes mean; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Done = 0, Failed = 1, Usage = 2, Partial = 3, NothingToDo = 4;

    /// <summary>Of a run of which everything was refused: where that is an option's fault alone, it is usage.</summary>
    public static int Refused(IEnumerable<InputError?> errors) => errors.All(e => e!.Where.StartsWith("--", StringComparison.Ordinal)) ? Usage : Failed;
}
