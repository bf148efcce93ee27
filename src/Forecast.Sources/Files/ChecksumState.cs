namespace Forecast.Sources;

/// <summary>What is known of a file from the <c>.CHECKSUM</c> that its publisher puts beside it.</summary>
public enum ChecksumState
{
    /// <summary>There is none; nothing vouches for the file.</summary>
    Missing,

    /// <summary>The file is what its publisher published.</summary>
    Verified,

    /// <summary>The file is another than the checksum says, and somebody accepted it, with a reason.</summary>
    Accepted,
}
