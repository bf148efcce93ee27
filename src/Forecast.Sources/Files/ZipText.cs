using System.IO.Compression;

namespace Forecast.Sources;

/// <summary>The text of the one .csv entry of a zip archive, proven whole by its length and checksum. Nothing of an archive is ever written to disk.</summary>
internal sealed class ZipText : ForwardStream
{
    private const int SymbolicLink = 0xA000, KindOfFile = 0xF000;

    private readonly ZipArchive _archive;
    private readonly Stream _entry;
    private readonly long _length;
    private readonly uint _expected;
    private long _read;
    private uint _crc;

    private ZipText(ZipArchive archive, ZipArchiveEntry entry)
    {
        (_archive, _length, _expected, CompressedLength) = (archive, entry.Length, entry.Crc32, entry.CompressedLength);
        _entry = entry.Open();
    }

    public long CompressedLength { get; }

    /// <exception cref="InputException">The archive is unsafe, or has not exactly one text.</exception>
    /// <exception cref="InvalidDataException">It is damaged, as far as its directory tells.</exception>
    public static ZipText Open(Stream file, string path)
    {
        ZipDirectory.RequireSmall(file, path);
        var archive = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        try
        {
            foreach (var entry in archive.Entries) RequireHarmless(entry, path);
            return new ZipText(archive, TheText(archive, path));
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0) return 0;
        var n = _entry.Read(buffer);
        _crc = Crc32.Append(_crc, buffer[..n]);
        _read += n;
        // The decompressor ends in silence where its input is cut.
        if (_read > _length || (n == 0 && (_read != _length || _crc != _expected))) throw new InvalidDataException();
        return n;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _entry.Dispose();
            _archive.Dispose();
        }
        base.Dispose(disposing);
    }

    private static void RequireHarmless(ZipArchiveEntry entry, string path)
    {
        var (name, where) = (entry.FullName, $"{path}:{Shown(entry)}");
        var steps = name.Split('/', '\\');
        if (steps.Contains("..")) throw new InputException("the zip has an entry that leads out of its folder", where, "look where it comes from");
        if (steps[0].Length == 0 || steps[0].Contains(':')) throw new InputException("the zip has an entry with an absolute path", where, "look where it comes from");
        if (((entry.ExternalAttributes >> 16) & KindOfFile) == SymbolicLink) throw new InputException("the zip has an entry that is a symbolic link", where, "look where it comes from");
        if (entry.IsEncrypted) throw new InputException("the zip has an encrypted entry", where, "unpack it and give the .csv in it");
        if (Ends(entry, ".zip") || Ends(entry, ".gz")) throw new InputException("the zip has an archive in it", where, "unpack it and give the .csv in it");
    }

    private static ZipArchiveEntry TheText(ZipArchive archive, string path)
    {
        var files = archive.Entries.Where(e => !e.FullName.EndsWith('/')).ToArray();
        var texts = files.Where(e => Ends(e, ".csv")).ToArray();
        return texts.Length == 1 ? texts[0]
            : files.Length == 0 ? throw new InputException("the zip has no file in it", path, "download it again")
            : texts.Length == 0 ? throw new InputException($"the zip has no .csv in it, only {Names(files)}", path, "give an archive of a .csv")
            : throw new InputException($"the zip has {texts.Length} .csv files in it: {Names(texts)}", path, "unpack it and give them one by one");
    }

    private static bool Ends(ZipArchiveEntry entry, string ending) => entry.FullName.EndsWith(ending, StringComparison.OrdinalIgnoreCase);

    private static string Names(ZipArchiveEntry[] entries) => string.Join(", ", entries.Take(5).Select(Shown)) + (entries.Length > 5 ? ", …" : "");

    private static string Shown(ZipArchiveEntry entry) => entry.FullName.Length > 80 ? entry.FullName[..80] + "…" : entry.FullName;
}
