namespace Forecast.Learning;

/// <summary>Work of a library that looks at no token.</summary>
internal static class Unstoppable
{
    /// <summary>Does it on another thread. Where <paramref name="stop"/> is cancelled first it is left to end by itself, its result is dropped, and the caller goes on at once.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public static T Run<T>(Func<T> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        return Task.Run(work, CancellationToken.None).WaitAsync(stop).GetAwaiter().GetResult();
    }
}
