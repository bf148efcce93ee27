namespace Forecast.Sources;

/// <summary>The text of an input file in memory, decompressed and proven whole, without a byte order mark; and the identity of the file.</summary>
internal sealed record InputText(InputFile File, byte[] Bytes, ChecksumState Checksum)
{
    /// <summary>Largest text that is read: ten years of one-minute bars are 700 MB.</summary>
    public const int MaximumBytes = 1_000_000_000;

    /// <exception cref="InputException">The file is absent, unreadable, empty, not text, not a whole gzip or zip, or not the one that its checksum vouches for.</exception>
    public static InputText Read(string path, InputPolicy? policy = null)
    {
        using var stream = InputStream.Open(path, policy, MaximumBytes);
        using var text = new MemoryStream();
        var buffer = new byte[1 << 17];
        for (int n; (n = stream.Read(buffer)) > 0;) text.Write(buffer, 0, n);
        var bytes = text.ToArray();
        return bytes.AsSpan().IndexOfAnyExcept(" \t\r\n"u8) >= 0 ? new InputText(stream.File, bytes, stream.Checksum)
            : throw new InputException("the file is empty", path, "download it again");
    }
}
