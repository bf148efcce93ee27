namespace Forecast.Sources;

/// <summary>Why there is a gap.</summary>
public enum FeedGapReason
{
    /// <summary>Messages were missing within one connection.</summary>
    Lost,

    /// <summary>The connection was cut, or silent and given up.</summary>
    Reconnect,

    /// <summary>The collector was not running.</summary>
    Restart,

    /// <summary>A bid above an ask.</summary>
    Crossed,

    /// <summary>From the moment at which the book broke to the snapshot that made it whole again.</summary>
    Resync,
}
