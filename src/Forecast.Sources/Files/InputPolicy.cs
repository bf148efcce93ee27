namespace Forecast.Sources;

/// <summary>What is asked of an input file besides that it is whole.</summary>
/// <param name="RequireChecksum">Refuse a file that has no <c>.CHECKSUM</c> beside it.</param>
/// <param name="AcceptMismatch">Why a file is to be read although its checksum is another; null to refuse it. Whoever keeps the file keeps the reason.</param>
public sealed record InputPolicy(bool RequireChecksum = false, string? AcceptMismatch = null)
{
    public static readonly InputPolicy Usual = new();

    /// <summary>Why a file of that state was read all the same; null where nothing speaks against it.</summary>
    public string? Reason(ChecksumState state) => state == ChecksumState.Accepted ? AcceptMismatch : null;
}
