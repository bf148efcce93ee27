using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Forecast.SystemTests.Web;

/// <summary>Sends a request's target as it is written; a client library would clean it first.</summary>
internal static class RawRequest
{
    public static async Task<(int Status, string Text)> Get(Uri server, string target, CancellationToken stop)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Host, server.Port, stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {server.Authority}\r\nAccept: */*\r\nConnection: close\r\n\r\n"), stop);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = await reader.ReadToEndAsync(stop);
        return (int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture), text);
    }
}
