using System.Text.RegularExpressions;

namespace Forecast.Sources;

/// <summary>The SHA-256 that a publisher states for a file, in a file <c>NAME.CHECKSUM</c> beside it that holds <c>&lt;sha256&gt;  &lt;name&gt;</c>.</summary>
internal sealed partial class ChecksumFile
{
    public const string Ending = ".CHECKSUM";

    private const int LongestText = 4096;

    private readonly string _path;
    private readonly InputPolicy _policy;
    private readonly string? _stated;

    /// <exception cref="InputException">It is missing where it is required, or it is no checksum.</exception>
    public ChecksumFile(string path, InputPolicy policy)
    {
        (_path, _policy) = (path, policy);
        var beside = path + Ending;
        if (!File.Exists(beside))
        {
            if (policy.RequireChecksum)
                throw new InputException("there is no checksum beside the file", path, $"download {Path.GetFileName(beside)} from where the file is from, or do not require checksums");
            return;
        }
        try
        {
            var text = new FileInfo(beside).Length <= LongestText ? File.ReadAllText(beside) : "";
            _stated = Line().Match(text) is { Success: true } line ? line.Groups[1].Value.ToLowerInvariant()
                : throw new InputException("this is no checksum", beside, "download it again: it holds the SHA-256 in hexadecimal, two blanks and the file's name");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the checksum cannot be read ({e.Message})", beside, "check its permissions");
        }
    }

    /// <exception cref="InputException">The file is another, and nobody accepted that.</exception>
    public ChecksumState Judge(string sha256) =>
        _stated is null ? ChecksumState.Missing
        : _stated == sha256 ? ChecksumState.Verified
        : _policy.AcceptMismatch is { Length: > 0 } ? ChecksumState.Accepted
        : throw new InputException(
            $"the SHA-256 of the file is {sha256}, and its checksum says {_stated}", _path,
            $"download both again; if the file is right, say why with --accept-checksum-mismatch \"<reason>\"")
        { Checksum = ChecksumState.Mismatch };

    [GeneratedRegex(@"^\s*([0-9A-Fa-f]{64})(\s+\*?[^\r\n]+)?\s*\z")]
    private static partial Regex Line();
}
