using Forecast.Core.Market;

namespace Forecast.Sources;

/// <summary>A venue's live feed.</summary>
/// <param name="Name">As the lake spells it.</param>
/// <param name="StreamUrl">Address of the streams; <c>/stream?streams=…</c> is put behind it.</param>
/// <param name="RestUrl">Address of the REST interface.</param>
/// <param name="DepthPath">Where that gives the order book.</param>
/// <param name="Sequence">How the updates of the book are numbered.</param>
/// <param name="MostStreams">Streams that one connection may have.</param>
public sealed record FeedVenue(string Name, Uri StreamUrl, Uri RestUrl, string DepthPath, BookSequence Sequence, int MostStreams)
{
    /// <summary>The address of one connection for all streams of all symbols.</summary>
    public Uri Streams(IEnumerable<string> symbols, FeedStreams streams) =>
        new(StreamUrl.ToString().TrimEnd('/') + "/stream?streams=" + string.Join('/', symbols.SelectMany(s => Names(s.ToLowerInvariant(), streams))));

    /// <summary>The address of the order book of a symbol.</summary>
    public Uri Depth(string symbol) => new(RestUrl.ToString().TrimEnd('/') + DepthPath + "?symbol=" + Uri.EscapeDataString(symbol) + "&limit=1000");

    private static IEnumerable<string> Names(string symbol, FeedStreams streams)
    {
        if (streams.HasFlag(FeedStreams.Trades)) yield return symbol + "@trade";
        if (streams.HasFlag(FeedStreams.Quotes)) yield return symbol + "@bookTicker";
        if (streams.HasFlag(FeedStreams.Depth)) yield return symbol + "@depth@100ms";
    }
}
