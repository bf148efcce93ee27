using System.Security.Cryptography;
using System.Text;

namespace Forecast.Sources;

/// <summary>
/// Brings files of the archive into the landing folder: under another name until they are whole and their SHA-256 is the one that the venue publishes beside them. What is there under its own
/// name is therefore complete; it is held against its checksum once more and not downloaded again. What an ended run left half is continued.
/// </summary>
/// <param name="askAgainSince">The venue replaces files, mostly young ones: of those that reach this day its checksum is read again, and one that is another now is downloaded again.</param>
internal sealed class ArchiveDownload(VenueHttp http, string landing, DateOnly askAgainSince)
{
    private const string Checksum = ChecksumFile.Ending, Partial = ".partial", Rejected = ".rejected";

    /// <summary>The file, and whether it was there before; null where the archive does not have it.</summary>
    /// <param name="warn">Told what is accepted all the same.</param>
    /// <exception cref="InputException">It cannot be had, or is not what its checksum says.</exception>
    public async Task<LandedFile?> Fetch(BinanceSeries series, ArchivePeriod period, IProgress<long> bytes, Action<string> warn, CancellationToken stop)
    {
        var source = series.ArchivePath(period);
        var target = Path.Join(landing, source);
        if (await Hash(target, stop) is { } here && await IsCurrent(here, target, source, period.Last >= askAgainSince, warn, stop)) return new LandedFile(series, period, target, FromApi: false, Reused: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        for (var attempt = 1; ; attempt++)
        {
            await using var file = Open(target + Partial);
            var continued = file.Length > 0;
            if (!await http.Download(source, file, series.Kind.LargestBytes, head => RequireZip(head, source), bytes, stop))
            {
                File.Delete(file.Name);
                return null;
            }
            var published = await Published(source, stop);
            if (published is null && continued)
            {
                // Two halves may be of two versions, and nothing here can tell.
                file.SetLength(0);
                if (!await http.Download(source, file, series.Kind.LargestBytes, head => RequireZip(head, source), bytes, stop)) return null;
            }
            file.Flush(flushToDisk: true);
            file.Position = 0;
            var found = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
            if (published is null) warn($"{source} has no checksum at the venue; it was taken as it is");
            else if (found != published)
            {
                File.Move(file.Name, target + Rejected, overwrite: true);
                // Half a file may have been replaced at the venue since; a whole one is asked for once more.
                if (attempt < 2) continue;
                throw new InputException(
                    $"its SHA-256 is {found} where the venue publishes {published}, twice", source,
                    $"the venue may be replacing it: run it again later; what came is kept as {Path.GetFileName(target)}{Rejected}");
            }
            if (published is null) File.Delete(target + Checksum);
            else await File.WriteAllTextAsync(target + Checksum, $"{published}  {Path.GetFileName(target)}\n", stop);
            File.Move(file.Name, target, overwrite: true);
            File.Delete(target + Rejected);
            return new LandedFile(series, period, target, FromApi: false, Reused: false);
        }
    }

    // Held open against other runs; what an ended one left is there to go on with.
    private static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Delete);
        }
        catch (IOException e)
        {
            throw new InputException($"it cannot be written ({e.Message})", path, "let another run that is downloading it finish, or see to the folder's space and permissions");
        }
    }

    private async Task<bool> IsCurrent(string here, string target, string source, bool askAgain, Action<string> warn, CancellationToken stop)
    {
        if (File.Exists(target + Checksum) && !Encoding.ASCII.GetString(await File.ReadAllBytesAsync(target + Checksum, stop)).StartsWith(here, StringComparison.Ordinal)) return false;
        try
        {
            return !askAgain || await Published(source, stop) is not { } published || published == here;
        }
        catch (InputException e)
        {
            warn($"whether the venue has replaced {source} since could not be seen: {e.Error.What}; the file that is here was taken");
            return true;
        }
    }

    private async Task<string?> Published(string source, CancellationToken stop) => await http.Read(source + Checksum, 1, 4096, stop) is { } text ? Parse(text, source) : null;

    private static async Task<string?> Hash(string target, CancellationToken stop)
    {
        if (!File.Exists(target)) return null;
        await using var file = File.OpenRead(target);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, stop));
    }

    private static string Parse(byte[] text, string source)
    {
        VenueFault.RequireNoPage(text, "a checksum", source + Checksum);
        string[] words = Encoding.ASCII.GetString(text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words is [{ Length: 64 } hash, var name] && hash.All(char.IsAsciiHexDigit) && name.TrimStart('*') == Path.GetFileName(source)
            ? hash.ToLowerInvariant() : throw new InputException("the checksum file is not '<SHA-256>  <name of the zip>'", source + Checksum, "see what the server sends");
    }

    private static void RequireZip(byte[] head, string source)
    {
        VenueFault.RequireNoPage(head, "a zip", source);
        if (head is not [(byte)'P', (byte)'K', 3, 4, ..]) throw new InputException("the answer is not a zip", source, "see what the server sends; nothing of it was kept");
    }
}
