namespace Forecast.Sources;

/// <summary>What a row of a capture is.</summary>
public enum CaptureKind
{
    Trade,

    /// <summary>Best bid and ask.</summary>
    Quote,

    BookUpdate,

    BookSnapshot,

    /// <summary>An answer to a subscription, of which nothing is kept; or a line of which cannot be told what it is.</summary>
    Other,
}
