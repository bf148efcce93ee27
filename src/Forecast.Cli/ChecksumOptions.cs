using System.CommandLine;
using Forecast.Sources;

namespace Forecast.Cli;

/// <summary>What is asked of input files, spelled in one way by every verb that reads some.</summary>
internal sealed class ChecksumOptions
{
    public Option<bool> Require { get; } = new("--require-checksum") { Description = "Refuse a file that has no .CHECKSUM beside it" };

    public Option<string?> Accept { get; } = new("--accept-checksum-mismatch") { Description = "Read files whose checksum is another; the reason given is printed and kept with the file's record" };

    public InputPolicy Policy(ParseResult parsed) => parsed.GetValue(Accept) is { } reason && string.IsNullOrWhiteSpace(reason)
        ? throw new UsageException("--accept-checksum-mismatch needs a reason, as in --accept-checksum-mismatch \"the venue replaced the archive\"")
        : new InputPolicy(parsed.GetValue(Require), parsed.GetValue(Accept));

    public static string Text(ChecksumState state) => state.ToString().ToLowerInvariant();

    /// <summary>A line that says why a file was read all the same; nothing for others.</summary>
    public static void WriteAccepted(string file, string? reason)
    {
        if (reason is not null) Console.WriteLine($"ACCEPTED {file}: its checksum is another; reason: {reason}");
    }
}
