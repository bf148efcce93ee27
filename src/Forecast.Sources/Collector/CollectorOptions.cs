namespace Forecast.Sources;

/// <summary>What to collect, and when to lose patience.</summary>
public sealed record CollectorOptions
{
    public required FeedVenue Venue { get; init; }

    /// <summary>As the venue spells them, in upper case.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    public FeedStreams Streams { get; init; } = FeedStreams.All;

    /// <summary>How long nothing may come before the connection is given up.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The wait before the first attempt to connect again or to ask for a snapshot again; it doubles with each that fails.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest such wait.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of the waits' jitter: collectors that were cut off together must not come back together.</summary>
    public ulong Seed { get; init; }

    /// <summary>Throws where this cannot be collected.</summary>
    /// <exception cref="InputException">A symbol is no symbol, an address is not safe, or there are too many streams.</exception>
    public CollectorOptions Validated()
    {
        if (Symbols.Count == 0) throw new InputException("no symbol to collect", "symbols", "name at least one");
        foreach (var symbol in Symbols)
        {
            if (symbol.Length is 0 or > 32 || !symbol.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '_'))
                throw new InputException($"'{symbol}' is no symbol", "symbols", "write it as the venue does, in upper case, as in BTCUSDT or BTCUSD_PERP");
        }
        var streams = Symbols.Count * System.Numerics.BitOperations.PopCount((uint)Streams);
        if (Streams == FeedStreams.None) throw new InputException("no stream to collect", "streams", "name at least one of trades, quotes, depth");
        if (streams > Venue.MostStreams) throw new InputException($"{streams} streams are more than the {Venue.MostStreams} of one connection to {Venue.Name}", "symbols", "collect fewer symbols or streams, or start a second collector");
        Check(Venue.StreamUrl, "wss", "ws");
        Check(Venue.RestUrl, "https", "http");
        return this;
    }

    // Without encryption anyone on the way could feed us prices; on this machine nobody is on the way.
    private static void Check(Uri url, string secure, string plain)
    {
        if (url.Scheme != secure && !(url.Scheme == plain && url.IsLoopback))
            throw new InputException($"the address {url} is not {secure}", url.Host, $"use {secure}://; {plain}:// is for this machine only");
    }
}
