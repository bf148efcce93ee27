using Forecast.Core.Models;

namespace Forecast.Pipeline;

/// <summary>How long estimations may last. Most take well under a second, nets of a pool some seconds, tens of them where the machine is busy: the limit is there to end what would not have ended, and what is stored does not depend on the machine as long as it is not reached.</summary>
public static class FitTime
{
    /// <summary>The time of one estimation, where no other is asked for.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A limit of <paramref name="time"/> by <paramref name="clock"/>.</summary>
    public static FitLimit Limit(TimeSpan time, TimeProvider clock) => new(time, () => new CancellationTokenSource(time, clock));
}
