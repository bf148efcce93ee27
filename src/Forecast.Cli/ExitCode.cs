namespace Forecast.Cli;

/// <summary>What the program's exit codes mean; scripts rely on them.</summary>
internal static class ExitCode
{
    public const int Done = 0, Failed = 1, Usage = 2, Partial = 3, NothingToDo = 4;
}
