using System.Diagnostics;
using Forecast.Storage;

namespace Forecast.SystemTests;

/// <summary>A process of this host that does nothing until it is killed; it never outlives its test.</summary>
public sealed class LivingProcess : IDisposable
{
    private readonly Process _process = Process.Start(new ProcessStartInfo("sleep", "600") { RedirectStandardOutput = true, RedirectStandardError = true })!;

    public LivingProcess() => Identity = ProcessIdentity.Of(_process.Id) ?? throw new InvalidOperationException("the process that was just started is not there");

    public ProcessIdentity Identity { get; }

    /// <summary>As <c>kill -9</c> does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }
}
