namespace Forecast.Sources;

/// <summary>What is known of a file from the <c>.CHECKSUM</c> that its publisher puts beside it; the more vouches for the file, the greater.</summary>
public enum ChecksumState
{
    /// <summary>The file is another than the checksum says, and was refused.</summary>
    Mismatch = -1,

    /// <summary>There is none; nothing vouches for the file.</summary>
    Missing = 0,

    /// <summary>The file is another than the checksum says, and somebody accepted it, with a reason.</summary>
    Accepted = 1,

    /// <summary>The file is what its publisher published.</summary>
    Verified = 2,
}
