using Forecast.Core.Models;

namespace Forecast.Pipeline;

/// <summary>How long estimations may last. The longest takes a second or two, so the limit ends only what would not have ended, and what is stored does not depend on the machine.</summary>
public static class FitTime
{
    /// <summary>The time of one estimation, where no other is asked for.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A limit of <paramref name="time"/> by <paramref name="clock"/>.</summary>
    public static FitLimit Limit(TimeSpan time, TimeProvider clock) => new(time, () => new CancellationTokenSource(time, clock));
}
