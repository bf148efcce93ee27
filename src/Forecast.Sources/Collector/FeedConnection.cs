using System.Net.WebSockets;

namespace Forecast.Sources;

/// <summary>One WebSocket connection, read message by message. It answers the venue's pings by itself.</summary>
internal sealed class FeedConnection(Uri address, TimeProvider clock) : IDisposable
{
    private const int LargestMessage = 16 << 20;
    private readonly ClientWebSocket _socket = new();
    private byte[] _buffer = new byte[1 << 16];
    private int _length;
    private long _lastActivity = clock.GetTimestamp();

    /// <summary>The message that was read last; until the next is.</summary>
    public ReadOnlyMemory<byte> Message => _buffer.AsMemory(0, _length);

    /// <summary>What the venue said when it closed the connection.</summary>
    public string Closed => $"the venue closed the connection ({_socket.CloseStatus?.ToString() ?? "no reason"}{(_socket.CloseStatusDescription is { Length: > 0 } words ? $": {words}" : "")})";

    public async Task Open(CancellationToken stop) => await _socket.ConnectAsync(address, stop);

    /// <summary>Reads the next message; false where the venue closed the connection.</summary>
    /// <exception cref="InvalidDataException">The message is larger than any that a venue sends.</exception>
    public async ValueTask<bool> Next(CancellationToken stop)
    {
        Volatile.Write(ref _lastActivity, clock.GetTimestamp());
        _length = 0;
        while (true)
        {
            if (_length == LargestMessage) throw new InvalidDataException($"a message is larger than {LargestMessage} bytes");
            if (_length == _buffer.Length) Array.Resize(ref _buffer, 2 * _length);
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(_length), stop);
            if (part.MessageType == WebSocketMessageType.Close) return false;
            _length += part.Count;
            if (part.EndOfMessage) return true;
        }
    }

    /// <summary>Nothing is being read, so that nothing can come: silence does not count until the next message is asked for.</summary>
    public void Pause() => Volatile.Write(ref _lastActivity, long.MaxValue);

    public bool IsSilentFor(TimeSpan time) => clock.GetElapsedTime(Volatile.Read(ref _lastActivity)) > time;

    public void Dispose() => _socket.Dispose();
}
