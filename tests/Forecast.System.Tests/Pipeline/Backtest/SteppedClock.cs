namespace Forecast.SystemTests.Pipeline.Backtest;

/// <summary>A clock that goes on only when it is told to, and counts the timers that were started: one an estimation.</summary>
internal sealed class SteppedClock : TimeProvider
{
    private long _now;
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Step(TimeSpan time) => _now += time.Ticks;

    public override long GetTimestamp() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return base.CreateTimer(callback, state, dueTime, period);
    }
}
