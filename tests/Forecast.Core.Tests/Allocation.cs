namespace Forecast.Core.Tests;

/// <summary>What a piece of work allocates.</summary>
internal static class Allocation
{
    // What the runtime allocates compiling, and the rest of a thread's share that another thread's
    // collection takes from it and counts as used, is not the work's: it is not there every time.
    private const int Attempts = 3;

    /// <summary>Bytes allocated by every run of <paramref name="work"/>, which has to do the same each time: the least of several.</summary>
    public static long Of(Action work) => Enumerable.Range(0, Attempts).Min(_ =>
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    });
}
