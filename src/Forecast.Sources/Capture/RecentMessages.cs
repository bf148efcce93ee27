namespace Forecast.Sources;

/// <summary>The last messages of a kind by number, so that one that comes again (after a connection was taken up anew) is known.</summary>
internal sealed class RecentMessages(int capacity)
{
    private readonly Dictionary<long, CaptureMessage> _byId = [];
    private readonly Queue<long> _order = new();

    /// <summary>The earlier message of that number, if there was one; else this one is taken in.</summary>
    public CaptureMessage? Meet(in CaptureMessage message)
    {
        if (_byId.TryGetValue(message.Id, out var earlier)) return earlier;
        if (_order.Count == capacity) _byId.Remove(_order.Dequeue());
        _byId.Add(message.Id, message);
        _order.Enqueue(message.Id);
        return null;
    }
}
