using Forecast.Core.Numerics;

namespace Forecast.Sources;

/// <summary>Waits that double with every attempt that failed, up to a longest one, each shortened at random by up to a half so that many who wait do not come back together.</summary>
internal sealed class RetryDelay(TimeSpan first, TimeSpan longest, ulong seed)
{
    private readonly SplitMix64 _random = new(seed);
    private int _failed;

    public TimeSpan Next()
    {
        var full = Math.Min(longest.TotalMilliseconds, first.TotalMilliseconds * Math.Pow(2, Math.Min(_failed++, 30)));
        return TimeSpan.FromMilliseconds(full * (0.5 + (_random.Next(1 << 20) / (double)(1 << 21))));
    }

    public void Reset() => _failed = 0;
}
