using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>
/// Between the collector and the one who writes: one batch fills while another is written. It has room for so many rows, and for so old ones; where it has none, the
/// collector stops reading, the venue cuts it off in the end, and the numbers show what was missed. So memory and what a crash can cost are bounded.
/// </summary>
/// <param name="batchRows">Rows at which a batch should be written before its time; twice as many are the most that wait.</param>
/// <param name="atRisk">The longest time for which something that came may be unwritten.</param>
public sealed class FeedBuffer(int batchRows, TimeSpan atRisk, TimeProvider clock)
{
    private readonly long _atRisk = Duration.Microseconds(atRisk);
    private FeedBatch _filling = new();
    private FeedBatch? _taken;
    private TaskCompletionSource _due = Signal(), _room = Signal();

    /// <summary>Rows that wait to be taken.</summary>
    public int Waiting => Volatile.Read(ref _filling).Rows;

    internal Lock Gate { get; } = new();

    /// <summary>Only under <see cref="Gate"/>.</summary>
    internal FeedBatch Filling => _filling;

    /// <summary>Waits until the batch should be written: it is large, or <paramref name="every"/> has passed, or it is all over.</summary>
    public async Task WaitUntilDue(TimeSpan every, CancellationToken stop)
    {
        Task due;
        lock (Gate) due = _due.Task;
        using var passed = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(due, Task.Delay(every, clock, passed.Token));
        await passed.CancelAsync();
    }

    /// <summary>Takes what there is; null where that is nothing. <see cref="Kept"/> must follow before the next.</summary>
    public FeedBatch? Take()
    {
        lock (Gate)
        {
            _due = Signal();
            if (_filling.Since is null) return null;
            (_taken, _filling) = (_filling, new FeedBatch());
            FreeRoom();
            return _taken;
        }
    }

    /// <summary>The batch that was taken is written and durable.</summary>
    public void Kept()
    {
        lock (Gate)
        {
            _taken = null;
            FreeRoom();
        }
    }

    /// <summary>Under <see cref="Gate"/>: null where there is room, else what to wait for before looking again.</summary>
    internal Task? NoRoom(long now)
    {
        if (_filling.Rows >= batchRows) _due.TrySetResult();
        if (_filling.Rows < 2 * batchRows && !(now - (_taken ?? _filling).Since > _atRisk)) return null;
        _due.TrySetResult();
        return _room.Task;
    }

    private void FreeRoom()
    {
        _room.SetResult();
        _room = Signal();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
