using System.Globalization;

namespace Forecast.Core.Models;

/// <summary>
/// How long one estimation may last. There is no clock here: whoever has one starts it, and when its time is up the estimation is refused, as one that failed is; a caller who wants no result at all
/// cancels a token of his own, and then it is that which ends it.
/// <para>An estimation that ends in time has the same bits under every limit. Whether it does depends on the machine.</para>
/// </summary>
/// <param name="Length">The time, for reasons.</param>
/// <param name="Start">Starts a clock: a source that cancels its token after that time.</param>
public sealed record FitLimit(TimeSpan Length, Func<CancellationTokenSource> Start)
{
    /// <summary>Told the reason whenever the time was up.</summary>
    public Action<string>? Exceeded { get; init; }

    /// <summary>What <paramref name="fit"/> returns, or what <paramref name="refuse"/> makes of the reason where the time was up first.</summary>
    /// <param name="id">The model's id, with which the reason begins.</param>
    /// <param name="fit">The estimation.</param>
    /// <param name="refuse">Makes a refusal from a reason.</param>
    /// <param name="stop">The caller's own.</param>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public T Run<T>(string id, Func<CancellationToken, T> fit, Func<string, T> refuse, CancellationToken stop)
    {
        using var clock = Start();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, stop);
        try
        {
            return fit(either.Token);
        }
        catch (OperationCanceledException) when (clock.IsCancellationRequested && !stop.IsCancellationRequested)
        {
            var reason = string.Create(CultureInfo.InvariantCulture, $"{id} did not finish within {Length.TotalSeconds} s");
            Exceeded?.Invoke(reason);
            return refuse(reason);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Who waits for a cancelled task knows it by his own token.
            throw new OperationCanceledException(stop);
        }
    }
}
