using System.Diagnostics;
using Xunit;

namespace Forecast.Core.Tests.Models;

/// <summary>Whoever asks an estimation to stop does not wait. Tests of it are alone, for they measure time.</summary>
[CollectionDefinition(Alone, DisableParallelization = true)]
public sealed class Cancellation
{
    internal const string Alone = "alone: it measures time";

    private const double Bound = 100;

    // A machine that is busy may stop any thread for as long as that.
    private const int Attempts = 3;

    /// <summary>Asserts that <paramref name="fit"/> ends within 100 ms of a token cancelled at once, and after each of several delays.</summary>
    internal static void IsHonoured(string id, Action<CancellationToken> fit)
    {
        Assert.Throws<OperationCanceledException>(() => fit(new CancellationToken(true)));
        foreach (var delay in (int[])[5, 40, 160])
        {
            var took = Enumerable.Range(0, Attempts).Select(_ => Stop(fit, delay)).FirstOrDefault(t => t < Bound, double.PositiveInfinity);
            Assert.True(took < Bound, $"{id} did not stop within {Bound} ms of a token cancelled after {delay} ms");
        }
    }

    // Milliseconds from the cancellation to the end of the fit; 0 where it ended before.
    private static double Stop(Action<CancellationToken> fit, int delay)
    {
        using var source = new CancellationTokenSource();
        using var over = new ManualResetEvent(false);
        long cancelled = 0;
        var timer = new Timer(
            _ =>
            {
                Volatile.Write(ref cancelled, Stopwatch.GetTimestamp());
                source.Cancel();
            },
            null, delay, Timeout.Infinite);
        try
        {
            fit(source.Token);
        }
        catch (OperationCanceledException)
        {
        }
        finally
        {
            // Its call may be under way: the source has to outlive it.
            if (timer.Dispose(over)) over.WaitOne();
        }
        return Volatile.Read(ref cancelled) is > 0 and var since ? Stopwatch.GetElapsedTime(since).TotalMilliseconds : 0;
    }
}
