namespace Forecast.Sources;

/// <summary>What became of the connection and of all that came over it.</summary>
public sealed class ConnectionCounts
{
    /// <summary>Messages of any kind.</summary>
    public long Messages { get; internal set; }

    /// <summary>Messages that could not be used: no JSON, or not what was asked for.</summary>
    public long Refused { get; internal set; }

    /// <summary>Connections that were made.</summary>
    public long Connections { get; internal set; }

    /// <summary>Of those, given up because nothing came any more.</summary>
    public long Silent { get; internal set; }

    /// <summary>Times that the collector had to wait for the one who writes.</summary>
    public long Stalls { get; internal set; }

    /// <summary>Why a message was refused, last.</summary>
    public string? LastRefusal { get; internal set; }

    /// <summary>Why the last connection ended, or was not made.</summary>
    public string? LastFault { get; internal set; }
}
