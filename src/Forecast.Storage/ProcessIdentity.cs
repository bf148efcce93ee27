using System.Diagnostics;
using System.Globalization;

namespace Forecast.Storage;

/// <summary>
/// Which process holds something, so that another on the same host can tell whether it still lives. Process numbers are reused, therefore the
/// start of the process is part of it; containers share host names, therefore the process-number space is part of the host.
/// <para>A wrong "dead" (two machines of one name) costs work done twice, never a wrong result: commits are fenced.</para>
/// </summary>
public sealed record ProcessIdentity(string Host, int Pid, string Start)
{
    private static readonly string ThisHost = Clean(Environment.MachineName) + NumberSpace();

    /// <summary>The process that runs this code.</summary>
    public static ProcessIdentity Current { get; } = Of(Environment.ProcessId) ?? throw new InvalidOperationException("this process cannot read its own start; is /proc mounted?");

    /// <summary>The living process <paramref name="pid"/> of this host; null where there is none.</summary>
    public static ProcessIdentity? Of(int pid) => StartOf(pid) is { } start ? new ProcessIdentity(ThisHost, pid, start) : null;

    /// <summary>Reads what <see cref="ToString"/> wrote; null where the text is something else.</summary>
    public static ProcessIdentity? TryParse(string? text) =>
        text?.Split('/') is [{ Length: > 0 } host, var pid, { Length: > 0 } start] && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ProcessIdentity(host, number, start) : null;

    /// <summary>True where the process was on this host and is gone; false where it lives or cannot be seen from here.</summary>
    public bool IsDeadHere() => Host == ThisHost && Of(Pid) != this;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Host}/{Pid}/{Start}");

    private static string? StartOf(int pid)
    {
        if (!OperatingSystem.IsLinux()) return StartElsewhere(pid);
        try
        {
            // The name in parentheses may hold anything; after it come state (field 3) and, as field 22, the start in ticks since boot.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{pid}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : $"{File.ReadAllText("/proc/sys/kernel/random/boot_id")[..8]}-{fields[19]}";
        }
        catch (IOException) { return null; }
    }

    private static string? StartElsewhere(int pid)
    {
        try
        {
            using var process = Process.GetProcessById(pid);
            return process.StartTime.ToUniversalTime().ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException) { return null; }
    }

    private static string NumberSpace() =>
        OperatingSystem.IsLinux() && new FileInfo("/proc/self/ns/pid").LinkTarget is { } link ? "~" + string.Concat(link.Where(char.IsAsciiDigit)) : "";

    private static string Clean(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '-'));
}
